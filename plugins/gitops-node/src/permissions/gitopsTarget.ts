import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { GITOPS_TARGET_RESOURCE_TYPE } from '@slipway/plugin-gitops-common';
import { z } from 'zod';

/** What a change of a release is made to, as rules of permissions see it. */
export interface GitOpsTarget {
  component: string;
  environment: string;
  /** Reference of the Group that `component.yaml` names; undefined if it cannot be read. */
  owner?: string;
}

/** What a rule comes to for whoever looks for targets instead of judging one. */
export interface GitOpsTargetFilter {
  key: 'owner' | 'environment';
  values: string[];
}

/** How permission policies know the resource type. */
export const gitopsTargetResourceRef = createPermissionResourceRef<
  GitOpsTarget,
  GitOpsTargetFilter
>().with({ pluginId: 'gitops', resourceType: GITOPS_TARGET_RESOURCE_TYPE });

const names = z.array(z.string().max(300)).max(1_000);

/**
 * Whether a component is somebody's. The GitOps repository says whose it is, because there a change of owner is
 * reviewed; whoever can register an entity could say anything in the catalog.
 */
const isComponentOwner = createPermissionRule({
  name: 'IS_COMPONENT_OWNER',
  description: 'Allow for components that one of the claims owns',
  resourceRef: gitopsTargetResourceRef,
  paramsSchema: z.object({
    claims: names.describe('References of the person and their groups'),
  }),
  apply: ({ owner }, { claims }) =>
    owner !== undefined && claims.includes(owner),
  toQuery: ({ claims }) => ({ key: 'owner', values: claims }),
});

const isEnvironment = createPermissionRule({
  name: 'IS_ENVIRONMENT',
  description: 'Allow in environments of these names',
  resourceRef: gitopsTargetResourceRef,
  paramsSchema: z.object({
    names: names.describe('Names as in environments.yaml'),
  }),
  apply: ({ environment }, params) => params.names.includes(environment),
  toQuery: params => ({ key: 'environment', values: params.names }),
});

/** The rules that policies can decide about targets by. */
export const gitopsTargetRules = { isComponentOwner, isEnvironment };

const exported = createConditionExports({
  resourceRef: gitopsTargetResourceRef,
  rules: gitopsTargetRules,
});

/** Conditions for permission policies: by ownership and by environment. */
export const gitopsTargetConditions = exported.conditions;

/** The decision of a permission policy that depends on the target. */
export const createGitOpsTargetConditionalDecision =
  exported.createConditionalDecision;
