import type { Verb } from '../cli/verb.ts';
import { ExitCode, Problem } from '../problem.ts';

const WELL = 'none';

/** `./slipway simulate` */
export const simulateVerb: Verb = {
  name: 'simulate',
  summary: 'Make pods of a local cluster fail, to see what on-call sees',
  operands: '<failure>',
  maxOperands: 1,
  options: {
    cluster: { type: 'string', value: 'NAME', help: 'yc or vk' },
    namespace: {
      type: 'string',
      short: 'n',
      value: 'NAME',
      help: 'such as shop-prod',
    },
    pod: {
      type: 'string',
      value: 'NAME',
      help: 'one pod, not all of the namespace',
    },
  },
  details: [
    `A failure is crash-loop, image-pull-failure or slow-start; '${WELL}' ends it.`,
    'A pod that Kubernetes replaces starts without it.',
  ],
  examples: [
    [
      './slipway simulate crash-loop --cluster vk -n shop-prod',
      'its pods crash',
    ],
    ['./slipway simulate none --cluster vk -n shop-prod', 'and are well again'],
  ],
  async run({ workspace, options, operands }) {
    const { simulate, simulations } = await import('@slipway/local-cluster');
    const { readConfig } = await import('../setup/config.ts');
    const { readSecrets } = await import('../setup/secrets.ts');
    const { localClusters } = await import('../stack/local-clusters.ts');

    const [wanted] = operands;
    const simulation = simulations.find(one => one === wanted);
    if (!simulation && wanted !== WELL) {
      throw usage(`Say what to simulate: ${[...simulations, WELL].join(', ')}`);
    }
    const namespace = text(options.namespace);
    if (!namespace)
      throw usage('Say where with --namespace, such as shop-prod');
    const secrets = await readSecrets(workspace);
    if (!secrets) {
      throw new Problem('There are no clusters yet; ./slipway up makes them', {
        exitCode: ExitCode.notRunning,
      });
    }
    const clusters = localClusters(
      workspace,
      await readConfig(workspace),
      secrets,
    );
    const cluster = clusters.find(({ name }) => name === options.cluster);
    if (!cluster) {
      throw usage(
        `Say which cluster with --cluster: ${clusters.map(({ name }) => name).join(', ')}`,
      );
    }
    const pods = await simulate(
      cluster,
      { namespace, pod: text(options.pod) },
      simulation,
    );
    if (pods.length === 0) {
      throw new Problem(
        `There are no pods in ${namespace} on ${cluster.name}; ./slipway status shows the clusters`,
      );
    }
    const what = simulation ?? 'well again';
    process.stdout.write(
      `${pods.map(pod => `${cluster.name}/${namespace}/${pod}: ${what}`).join('\n')}\n`,
    );
    return ExitCode.ok;
  },
};

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function usage(message: string): Problem {
  return new Problem(message, { exitCode: ExitCode.usage });
}
