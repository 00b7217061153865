import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import type { GITOPS_TARGET_RESOURCE_TYPE } from '@slipway/plugin-gitops-common';
import {
  type GitOpsTarget,
  gitopsTargetResourceRef,
  gitopsTargetRules,
} from '@slipway/plugin-gitops-node';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { componentNotFound } from './ComponentGuard';
import type { Target, TargetAuthority } from './TargetAuthority';
import type { Visibility } from './VisibleComponents';

/** What {@link createTargetAuthority} asks. */
export interface TargetAuthorityOptions {
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  visibility: Visibility;
  index: Pick<GitOpsIndex, 'snapshot'>;
  /** Reference of the Group that refusals send people to. */
  platformGroup: string;
}

type TargetPermission = ResourcePermission<typeof GITOPS_TARGET_RESOURCE_TYPE>;

/**
 * Asks the portal's permission policy about components in environments. Pages may ask it, too, by the reference
 * `component/environment`.
 */
export function createTargetAuthority(
  options: TargetAuthorityOptions,
): TargetAuthority {
  const { permissions, permissionsRegistry, visibility, index } = options;
  permissionsRegistry.addResourceType({
    resourceRef: gitopsTargetResourceRef,
    rules: Object.values(gitopsTargetRules),
    getResources: async references =>
      references.map(reference => {
        const [component, environment, ...more] = reference.split('/');
        return component && environment && more.length === 0
          ? resourceOf(index, { component, environment })
          : undefined;
      }),
  });
  const judge = async (
    credentials: BackstageCredentials,
    permission: TargetPermission,
  ) => {
    // One question for any number of targets: what it depends on is looked at here.
    const [decision] = await permissions.authorizeConditional(
      [{ permission }],
      {
        credentials,
      },
    );
    const authorizer = createConditionAuthorizer(
      permissionsRegistry.getPermissionRuleset(gitopsTargetResourceRef),
    );
    return {
      /** Whether nobody's ownership changes the answer. */
      definite: decision.result !== AuthorizeResult.CONDITIONAL,
      may: (target: Target) => authorizer(decision, resourceOf(index, target)),
    };
  };
  return {
    async require(credentials, permission, targets) {
      const visible = await visibility.of(credentials);
      for (const { component } of targets) {
        if (!visible.has(component)) {
          throw componentNotFound(component);
        }
      }
      const { definite, may } = await judge(credentials, permission);
      const refused = targets.find(target => !may(target));
      if (refused) {
        const { owner } = resourceOf(index, refused);
        throw refusal(permission, refused, [
          ...(owner === undefined || definite ? [] : [owner]),
          options.platformGroup,
        ]);
      }
    },

    async filter(credentials, permission, targets) {
      const [visible, { may }] = await Promise.all([
        visibility.of(credentials),
        judge(credentials, permission),
      ]);
      return targets.filter(
        target => visible.has(target.component) && may(target),
      );
    },
  };
}

function resourceOf(
  { snapshot }: Pick<GitOpsIndex, 'snapshot'>,
  { component, environment }: Target,
): GitOpsTarget {
  // `Object.hasOwn`: names come from requests, and `constructor` is a fine component name.
  const owner =
    snapshot && Object.hasOwn(snapshot.components, component)
      ? snapshot.components[component].component?.owner
      : undefined;
  return {
    component,
    environment,
    ...(owner !== undefined && { owner: `group:default/${owner}` }),
  };
}

function refusal(
  { name }: TargetPermission,
  { component, environment }: Target,
  whom: readonly string[],
): NotAllowedError {
  const names = new Set(whom.map(ref => ref.replace('group:default/', '')));
  return new NotAllowedError(
    `This needs the permission ${name} for ${component} in ${environment}; ask ${[...names].join(' or ')}`,
  );
}
