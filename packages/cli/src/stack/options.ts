import type { OptionSpec, OptionValues } from '../cli/verb.ts';
import { ExitCode, Problem } from '../problem.ts';

/** What a person can decide about one `up`. */
export interface UpOptions {
  postgres: boolean;
  clusters: boolean;
  kubeconfig?: string;
  /** Which context of the kubeconfig each cluster is, by the cluster's name. */
  contexts: Readonly<Record<string, string>>;
}

/** The same as options of a command line; `up` hands them to the supervisor in this form. */
export const upOptionSpecs: Record<string, OptionSpec> = {
  postgres: {
    type: 'boolean',
    help: 'keep the portal’s data in PostgreSQL, which is started too',
  },
  'no-clusters': {
    type: 'boolean',
    help: 'start the forge and the portal only',
  },
  kubeconfig: {
    type: 'string',
    value: 'FILE',
    help: 'use existing clusters with Argo CD instead of local ones',
  },
  cluster: {
    type: 'string',
    value: 'NAME=CONTEXT',
    multiple: true,
    help: 'which context of the kubeconfig a cluster is; without it, the one of its name',
  },
};

/** Reads the options of a command line. */
export function upOptions(values: OptionValues): UpOptions {
  const pairs = Array.isArray(values.cluster) ? values.cluster : [];
  const contexts: Record<string, string> = {};
  for (const pair of pairs) {
    const match = /^([a-z0-9][-a-z0-9]*)=(.+)$/.exec(String(pair));
    if (!match?.[1] || !match[2]) {
      throw new Problem(
        `--cluster takes NAME=CONTEXT, such as yc=kind-yc, not '${pair}'`,
        { exitCode: ExitCode.usage },
      );
    }
    contexts[match[1]] = match[2];
  }
  if (pairs.length > 0 && !values.kubeconfig) {
    throw new Problem('--cluster needs --kubeconfig FILE', {
      exitCode: ExitCode.usage,
    });
  }
  return {
    postgres: values.postgres === true,
    clusters: values['no-clusters'] !== true,
    kubeconfig:
      typeof values.kubeconfig === 'string' ? values.kubeconfig : undefined,
    contexts,
  };
}

/** The inverse of `upOptions`. */
export function upArguments(options: UpOptions): string[] {
  return [
    ...(options.postgres ? ['--postgres'] : []),
    ...(options.clusters ? [] : ['--no-clusters']),
    ...(options.kubeconfig ? ['--kubeconfig', options.kubeconfig] : []),
    ...Object.entries(options.contexts).flatMap(([name, context]) => [
      '--cluster',
      `${name}=${context}`,
    ]),
  ];
}
