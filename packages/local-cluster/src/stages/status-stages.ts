import { stringify } from 'yaml';
import { played, type PlayedKind } from './played-kinds.ts';
import { stageHead } from './stage.ts';

const healthyDatabase = 'Cluster in healthy state';
const readyStatus =
  '.status.conditions.[] | select( .type == "Ready" ) | .status';

/**
 * The stages of kwok that play the controllers of kinds beside pods, as a YAML
 * stream. Without its controller such an object has no status, and Argo CD calls
 * it Progressing for ever.
 */
export function statusStagesYaml(): string {
  return [
    statusStage('ingress-address', played.ingress, {
      until: { key: '.status.loadBalancer.ingress', operator: 'Exists' },
      status: 'loadBalancer: {ingress: [{ip: 127.0.0.1}]}',
    }),
    statusStage('external-secret-synced', played.externalSecret, {
      until: { key: readyStatus, operator: 'In', values: ['True'] },
      status: `${ready('SecretSynced')}\nrefreshTime: {{ Now | Quote }}`,
    }),
    statusStage('certificate-issued', played.certificate, {
      until: { key: readyStatus, operator: 'In', values: ['True'] },
      status: ready('Ready'),
    }),
    statusStage('database-cluster-healthy', played.databaseCluster, {
      until: {
        key: '.status.phase',
        operator: 'In',
        values: [healthyDatabase],
      },
      status: [
        `phase: ${healthyDatabase}`,
        'instances: {{ .spec.instances }}',
        'readyInstances: {{ .spec.instances }}',
        'currentPrimary: {{ printf "%s-1" .metadata.name | Quote }}',
        ready('ClusterIsReady'),
      ].join('\n'),
    }),
  ].join('---\n');
}

interface StatusOptions {
  /** What holds once the status is there. */
  until: { key: string; operator: 'Exists' | 'In'; values?: string[] };
  /** Go template of the status. */
  status: string;
}

function statusStage(
  name: string,
  { group, version, kind }: PlayedKind,
  { until, status }: StatusOptions,
): string {
  const opposite = { Exists: 'DoesNotExist', In: 'NotIn' };
  return stringify({
    ...stageHead(name),
    spec: {
      resourceRef: { apiGroup: `${group}/${version}`, kind },
      selector: {
        matchExpressions: [{ ...until, operator: opposite[until.operator] }],
      },
      next: {
        patches: [
          {
            subresource: 'status',
            root: 'status',
            type: 'merge',
            template: status,
          },
        ],
      },
    },
  });
}

function ready(reason: string): string {
  return `conditions: [{type: Ready, status: "True", reason: ${reason}, message: simulated, lastTransitionTime: {{ Now | Quote }}}]`;
}
