import {
  parseComponent,
  parseEnvironments,
} from '@slipway/plugin-gitops-common';
import type { IndexedOverlay, Snapshot } from '../index/snapshot';
import { GITOPS_FILES } from './GitFixture';

/**
 * A snapshot with the environments of {@link GITOPS_FILES}.
 *
 * @param owners - of its components, by name
 * @param overlays - that each of them has
 */
export function snapshotOf(
  owners: Record<string, string>,
  overlays: IndexedOverlay[] = [],
): Snapshot {
  return {
    commit: 'c'.repeat(40),
    committedAt: '2026-11-20T10:00:00Z',
    environments: parseEnvironments(
      GITOPS_FILES['environments.yaml'],
      'environments.yaml',
    ),
    components: Object.fromEntries(
      Object.entries(owners).map(([name, owner]) => [
        name,
        {
          component: parseComponent(
            GITOPS_FILES['apps/shop/component.yaml']
              .replaceAll('shop', name)
              .replace(`team-${name}`, owner),
            `apps/${name}/component.yaml`,
          ),
          overlays,
        },
      ]),
    ),
    fileProblems: [],
  };
}
