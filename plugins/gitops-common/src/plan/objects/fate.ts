import type { SyncPolicy } from '../../environments/environments';
import { apiGroup } from './identity';
import { asObject, asText } from './json';
import type { KubernetesObject } from './KubernetesObject';

const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';

/**
 * What Argo CD does to an object that leaves Git while its Application stays: it prunes, if the environment
 * says so, what is no hook and does not forbid it.
 */
export function fateWithoutManifest(
  object: KubernetesObject,
  sync: SyncPolicy,
): 'pruned' | 'removed' {
  const prunes = sync.automated && sync.prune;
  return prunes &&
    !isHook(object) &&
    !hasOption(object, SYNC_OPTIONS, 'Prune=false')
    ? 'pruned'
    : 'removed';
}

/**
 * What Argo CD does to an object when its Application is deleted, which an ApplicationSet does whatever the
 * environment's sync policy is.
 */
export function fateWithoutApplication(
  object: KubernetesObject,
): 'pruned' | 'removed' {
  const stays =
    isHook(object) ||
    (object.kind === 'CustomResourceDefinition' &&
      apiGroup(object) === 'apiextensions.k8s.io') ||
    hasOption(object, SYNC_OPTIONS, 'Delete=false') ||
    hasOption(object, 'helm.sh/resource-policy', 'keep');
  return stays ? 'removed' : 'pruned';
}

function isHook(object: KubernetesObject): boolean {
  const hook = 'argocd.argoproj.io/hook';
  const [own] = options(object, hook);
  if (own !== undefined) {
    return !hasOption(object, hook, 'Skip');
  }
  return options(object, 'helm.sh/hook').some(one =>
    /^(pre|post)-(install|upgrade)$/.test(one),
  );
}

function hasOption(
  object: KubernetesObject,
  annotation: string,
  option: string,
) {
  return options(object, annotation).includes(option);
}

function options(object: KubernetesObject, annotation: string): string[] {
  return asText(asObject(object.metadata.annotations)[annotation])
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '');
}
