import { stringify } from 'yaml';
import { stageHead } from './stage.ts';

const address = '.status.loadBalancer.ingress';

/**
 * The stage of kwok that plays an ingress controller, as YAML: every Ingress
 * gets an address. Argo CD calls an Ingress without one Progressing, for ever.
 */
export function ingressStagesYaml(): string {
  return stringify({
    ...stageHead('ingress-address'),
    spec: {
      resourceRef: { apiGroup: 'networking.k8s.io/v1', kind: 'Ingress' },
      selector: {
        matchExpressions: [{ key: address, operator: 'DoesNotExist' }],
      },
      next: {
        patches: [
          {
            subresource: 'status',
            root: 'status',
            type: 'merge',
            template: 'loadBalancer: {ingress: [{ip: 127.0.0.1}]}',
          },
        ],
      },
    },
  });
}
