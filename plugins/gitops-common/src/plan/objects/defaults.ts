import type { JsonObject, JsonValue } from '@backstage/types';

/**
 * What the API server fills in where a manifest is silent, by `parent.field`, with the kind where only it
 * has the field: saying so changes nothing. From the defaults in the API reference of Kubernetes.
 */
const DEFAULTS: Readonly<Record<string, JsonValue>> = {
  'ports.protocol': 'TCP',
  'containers.terminationMessagePath': '/dev/termination-log',
  'containers.terminationMessagePolicy': 'File',
  'containers.resources': {},
  'spec.restartPolicy': 'Always',
  'spec.dnsPolicy': 'ClusterFirst',
  'spec.schedulerName': 'default-scheduler',
  'spec.terminationGracePeriodSeconds': 30,
  'spec.enableServiceLinks': true,
  'spec.securityContext': {},
  'probe.initialDelaySeconds': 0,
  'probe.timeoutSeconds': 1,
  'probe.periodSeconds': 10,
  'probe.successThreshold': 1,
  'probe.failureThreshold': 3,
  'httpGet.scheme': 'HTTP',
  'configMap.defaultMode': 420,
  'secret.defaultMode': 420,
  'projected.defaultMode': 420,
  'fieldRef.apiVersion': 'v1',
  'Service:spec.type': 'ClusterIP',
  'Service:spec.sessionAffinity': 'None',
  'Service:spec.internalTrafficPolicy': 'Cluster',
  'Deployment:spec.replicas': 1,
  'Deployment:spec.revisionHistoryLimit': 10,
  'Deployment:spec.progressDeadlineSeconds': 600,
  'Deployment:spec.minReadySeconds': 0,
  'Deployment:strategy.type': 'RollingUpdate',
  'StatefulSet:spec.replicas': 1,
  'StatefulSet:spec.revisionHistoryLimit': 10,
  'StatefulSet:spec.podManagementPolicy': 'OrderedReady',
  'CronJob:spec.concurrencyPolicy': 'Allow',
  'CronJob:spec.suspend': false,
  'CronJob:spec.successfulJobsHistoryLimit': 3,
  'CronJob:spec.failedJobsHistoryLimit': 1,
  'Job:spec.backoffLimit': 6,
  'PersistentVolumeClaim:spec.volumeMode': 'Filesystem',
  'HorizontalPodAutoscaler:spec.minReplicas': 1,
};

// Present without content says no more than absent; elsewhere, as in `emptyDir: {}`, it does.
const MAY_BE_EMPTY = new Set([
  'affinity',
  'annotations',
  'args',
  'command',
  'env',
  'envFrom',
  'imagePullSecrets',
  'initContainers',
  'labels',
  'nodeSelector',
  'resources',
  'securityContext',
  'status',
  'strategy',
  'tolerations',
  'updateStrategy',
  'volumeMounts',
  'volumes',
]);

/** Whether a field means the same, whether it is there without content or is absent. */
export function mayBeEmpty(field: string): boolean {
  return MAY_BE_EMPTY.has(field);
}

// Fields whose content has the same defaults under another name.
const SAME_PARENT: Readonly<Record<string, string>> = {
  initContainers: 'containers',
  livenessProbe: 'probe',
  readinessProbe: 'probe',
  startupProbe: 'probe',
};

/**
 * Whether a field says what Kubernetes assumes without it.
 *
 * @param kind - undefined for kinds that are not Kubernetes' own, about which nothing is known
 * @param parent - the field that holds it, or that holds the list it is an item's field of
 */
export function isDefault(
  kind: string | undefined,
  parent: string,
  field: string,
  value: JsonValue | undefined,
  holder: JsonObject,
): boolean {
  if (value === undefined || value === null) {
    return true;
  }
  if (isEmpty(value) && mayBeEmpty(field)) {
    return true;
  }
  if (kind === undefined) {
    return false;
  }
  const key = `${SAME_PARENT[parent] ?? parent}.${field}`;
  if (key === 'containers.imagePullPolicy') {
    return value === defaultPullPolicy(holder.image);
  }
  if (kind === 'Service' && key === 'ports.targetPort') {
    return value === holder.port;
  }
  const known = DEFAULTS[`${kind}:${key}`] ?? DEFAULTS[key];
  return (
    known !== undefined &&
    (value === known || (isEmpty(known) && isEmpty(value)))
  );
}

// https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting
function defaultPullPolicy(image: JsonValue | undefined) {
  const name = typeof image === 'string' ? image : '';
  if (name.includes('@')) {
    return 'IfNotPresent';
  }
  const tag = /:([^:/]+)$/.exec(name)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function isEmpty(value: JsonValue) {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every(one => one === undefined || one === null)
  );
}
