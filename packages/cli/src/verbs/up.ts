import type { Verb } from '../cli/verb.ts';
import { upOptions, upOptionSpecs } from '../stack/options.ts';

/** `./slipway up` */
export const upVerb: Verb = {
  name: 'up',
  summary: 'Start everything; what runs already stays as it is',
  options: {
    detach: {
      type: 'boolean',
      short: 'd',
      help: 'return when the portal is usable; the rest goes on in the background',
    },
    wait: {
      type: 'boolean',
      help: 'with --detach: return only when the clusters are ready too',
    },
    ...upOptionSpecs,
  },
  details: [
    'Without --detach it stays and shows the state; Ctrl-C stops everything, as ./slipway down does.',
    'Ports are set in .slipway/config.yaml, for example: ports: { portal: 8007, forge: 8010 }.',
    'Existing clusters also need their Argo CD in that file:',
    '  clusters: [{ name: yc, argocd: { url: "https://argocd.example", token: "…" } }]',
  ],
  examples: [
    ['./slipway up', 'start and watch'],
    ['./slipway up --detach', 'start and return'],
    [
      './slipway up --kubeconfig ~/.kube/config --cluster yc=kind-yc',
      'use an existing cluster',
    ],
  ],
  async run({ workspace, options }) {
    const { ensureDependencies } = await import('../setup/dependencies.ts');
    await ensureDependencies(workspace);
    const { up } = await import('../stack/up.ts');
    return up(workspace, upOptions(options), {
      detach: options.detach === true,
      wait: options.wait === true,
    });
  },
};
