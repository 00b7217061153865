import { mockServices } from '@backstage/backend-test-utils';
import { ComponentGuard } from '../access/ComponentGuard';
import type { Access } from '../access/createAccess';
import { PlanGuard } from '../access/PlanGuard';
import type { GitOpsIndex } from '../index/GitOpsIndex';

/**
 * Access as if the catalog had every component.
 *
 * @param hidden - components that it shows to services only
 */
export function fakeAccess(
  hidden: ReadonlySet<string> = new Set(),
  index: Pick<GitOpsIndex, 'snapshot'> = { snapshot: undefined },
): Omit<Access, 'authority'> {
  const auth = mockServices.auth();
  const visibility: Access['visibility'] = {
    async of(credentials) {
      const unlimited = auth.isPrincipal(credentials, 'service');
      const has = (name: string) => unlimited || !hidden.has(name);
      return {
        unlimited,
        has,
        get(name) {
          const owner = index.snapshot?.components[name]?.component?.owner;
          return has(name)
            ? {
                name,
                entityRef: `component:default/${name}`,
                ...(owner && { owner: `group:default/${owner}` }),
              }
            : undefined;
        },
        names: Object.keys(index.snapshot?.components ?? {}).filter(has),
      };
    },
  };
  const guard = new ComponentGuard({ auth, visibility });
  return {
    visibility,
    guard,
    planGuard: new PlanGuard({ guard, visibility, index }),
  };
}
