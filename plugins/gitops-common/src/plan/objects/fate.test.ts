import { object, sync } from '../__testUtils__/fixtures';
import { fateWithoutApplication, fateWithoutManifest } from './fate';

function annotated(annotations: Record<string, string>) {
  return object('ConfigMap', 'a', {}, { annotations });
}

const plain = annotated({});
const options = 'argocd.argoproj.io/sync-options';

describe('what becomes of an object', () => {
  it.each([
    ['is pruned', plain, sync, 'pruned'],
    [
      'stays where the environment does not prune',
      plain,
      { ...sync, prune: false },
      'removed',
    ],
    [
      'stays where a person syncs',
      plain,
      { ...sync, automated: false },
      'removed',
    ],
    [
      'stays if it says so',
      annotated({ [options]: 'Validate=false, Prune=false' }),
      sync,
      'removed',
    ],
    [
      'is pruned once a person confirms it',
      annotated({ [options]: 'Prune=confirm' }),
      sync,
      'pruned',
    ],
    [
      'stays if it is a hook',
      annotated({ 'argocd.argoproj.io/hook': 'PreSync' }),
      sync,
      'removed',
    ],
    [
      'stays if it is a hook of Helm',
      annotated({ 'helm.sh/hook': 'pre-install,pre-upgrade' }),
      sync,
      'removed',
    ],
    [
      'is pruned if it is skipped as a hook',
      annotated({ 'argocd.argoproj.io/hook': 'Skip' }),
      sync,
      'pruned',
    ],
    [
      'is pruned though its deletion is not wanted',
      annotated({ [options]: 'Delete=false' }),
      sync,
      'pruned',
    ],
  ] as const)('that leaves Git: it %s', (_what, one, policy, expected) => {
    expect(fateWithoutManifest(one, policy)).toBe(expected);
  });

  it.each([
    ['is deleted', plain, 'pruned'],
    [
      'is deleted though it is not pruned',
      annotated({ [options]: 'Prune=false' }),
      'pruned',
    ],
    [
      'stays if it says so',
      annotated({ [options]: 'Delete=false' }),
      'removed',
    ],
    [
      'stays if it says so to Helm',
      annotated({ 'helm.sh/resource-policy': 'keep' }),
      'removed',
    ],
    [
      'stays if it defines a kind',
      {
        ...object('CustomResourceDefinition', 'a'),
        apiVersion: 'apiextensions.k8s.io/v1',
      },
      'removed',
    ],
  ] as const)('whose Application is deleted: it %s', (_what, one, expected) => {
    expect(fateWithoutApplication(one)).toBe(expected);
  });
});
