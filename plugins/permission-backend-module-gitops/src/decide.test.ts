import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { kubernetesPermissions } from '@backstage/plugin-kubernetes-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import {
  gitopsPermissions,
  gitopsPullRequestReviewPermission,
  gitopsTargetPermissions,
} from '@slipway/plugin-gitops-common';
import { decide } from './decide';

const PLATFORM = 'group:default/platform';
const casey = {
  userEntityRef: 'user:default/casey',
  ownershipEntityRefs: ['user:default/casey', 'group:default/team-shop'],
};
const robin = {
  userEntityRef: 'user:default/robin',
  ownershipEntityRefs: ['user:default/robin', PLATFORM],
};
const later = createPermission({
  name: 'later.plugin.delete',
  attributes: { action: 'delete' },
});
const all: Permission[] = [
  ...gitopsPermissions,
  ...catalogPermissions,
  ...scaffolderPermissions,
  ...kubernetesPermissions,
  later,
];

const answers = (person?: typeof casey) =>
  Object.fromEntries(
    all.map(permission => [
      permission.name,
      decide(permission, person, PLATFORM).result,
    ]),
  );

describe('decide', () => {
  it('denies everything to whoever is not signed in', () => {
    expect(new Set(Object.values(answers()))).toEqual(
      new Set([AuthorizeResult.DENY]),
    );
  });

  it('allows everything to the platform team', () => {
    expect(new Set(Object.values(answers(robin)))).toEqual(
      new Set([AuthorizeResult.ALLOW]),
    );
  });

  it('lets everybody else read, create and propose, and no more', () => {
    const refused = Object.entries(answers(casey))
      .filter(([, result]) => result === AuthorizeResult.DENY)
      .map(([name]) => name)
      .sort();
    expect(refused).toEqual([
      'catalog.ingestion.manage',
      'catalog.location.delete',
      'gitops.gate.override',
      'later.plugin.delete',
      'scaffolder.template.dry-run',
      'scaffolder.template.management',
    ]);
  });

  it('lets owners of components promote, roll back and hold, and no more', () => {
    const owners = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'gitops',
      resourceType: 'gitops-target',
      conditions: {
        resourceType: 'gitops-target',
        rule: 'IS_COMPONENT_OWNER',
        params: { claims: casey.ownershipEntityRefs },
      },
    };
    expect(
      gitopsTargetPermissions.map(permission => [
        permission.name,
        decide(permission, casey, PLATFORM),
      ]),
    ).toEqual([
      ['gitops.promotion.create', owners],
      ['gitops.rollback.create', owners],
      ['gitops.hold.update', owners],
      ['gitops.gate.override', { result: AuthorizeResult.DENY }],
    ]);
  });

  it('lets owners remove their entities and stop their tasks', () => {
    const conditional = all
      .filter(permission => !permission.name.startsWith('gitops.'))
      .map(permission => decide(permission, casey, PLATFORM))
      .filter(decision => decision.result === AuthorizeResult.CONDITIONAL);
    expect(conditional).toMatchObject([
      {
        resourceType: 'catalog-entity',
        conditions: {
          rule: 'IS_ENTITY_OWNER',
          params: { claims: casey.ownershipEntityRefs },
        },
      },
      {
        resourceType: 'scaffolder-task',
        conditions: { params: { createdBy: ['user:default/casey'] } },
      },
    ]);
  });

  it('lets nobody review who is in no team', () => {
    const alone = {
      userEntityRef: 'user:default/alone',
      ownershipEntityRefs: ['user:default/alone'],
    };
    const review = (person: typeof casey) =>
      decide(gitopsPullRequestReviewPermission, person, PLATFORM).result;
    expect(review(alone)).toBe(AuthorizeResult.DENY);
    expect(review(casey)).toBe(AuthorizeResult.ALLOW);
  });

  it('does not take a person for the group of the same name', () => {
    const mallory = {
      userEntityRef: 'user:default/platform',
      ownershipEntityRefs: ['user:default/platform'],
    };
    expect(decide(later, mallory, PLATFORM).result).toBe(AuthorizeResult.DENY);
  });
});
