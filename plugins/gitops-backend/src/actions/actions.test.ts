import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { type Asked, AT, contractApi } from './__testUtils__/contractApi';
import { registerActions } from './registerActions';

async function start(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
  const asked: Asked[] = [];
  const backend = await startTestBackend({
    features: [
      mockServices.permissions.factory({ result }),
      createBackendPlugin({
        pluginId: 'gitops',
        register(env) {
          env.registerInit({
            deps: {
              actionsRegistry: actionsRegistryServiceRef,
              auth: coreServices.auth,
              discovery: coreServices.discovery,
              httpAuth: coreServices.httpAuth,
              httpRouter: coreServices.httpRouter,
            },
            async init({ httpRouter, httpAuth, ...deps }) {
              registerActions(deps);
              httpRouter.use(
                contractApi(asked, async call => {
                  const { principal } = await httpAuth.credentials(call, {
                    allow: ['user'],
                  });
                  return principal.userEntityRef;
                }),
              );
            },
          });
        },
      }),
    ],
  });
  const actions = '/api/gitops/.backstage/actions/v1/actions';
  const casey = mockCredentials.user.header('user:default/casey');
  return {
    asked,
    list: async () => {
      const { body } = await request(backend.server)
        .get(actions)
        .set('authorization', casey);
      return body.actions as {
        name: string;
        attributes: Record<string, boolean>;
      }[];
    },
    invoke: (name: string, input: object, authorization = casey) =>
      request(backend.server)
        .post(`${actions}/gitops:${name}/invoke`)
        .set('authorization', authorization)
        .send(input),
  };
}

describe('actions', () => {
  it('say which only look, and which replace what runs', async () => {
    const { list } = await start(AuthorizeResult.ALLOW);
    const byKind = (kind: string) =>
      list().then(all =>
        all
          .filter(({ attributes }) => attributes[kind])
          .map(({ name }) => name),
      );
    expect(await byKind('destructive')).toEqual([
      'promote-release',
      'roll-back-release',
      'promote-train',
    ]);
    expect(await byKind('readOnly')).toEqual([
      'get-delivery-status',
      'list-delivery-problems',
      'list-version-changes',
      'list-releases',
      'preview-promotion',
      'list-rollback-candidates',
      'preview-train',
      'list-promotions',
      'get-promotion',
      'get-pull-request-plan',
    ]);
    expect(await byKind('idempotent')).toHaveLength(17);
  });

  it('are hidden from whoever may not see deliveries', async () => {
    const { list, invoke } = await start(AuthorizeResult.DENY);
    expect(await list()).toEqual([]);
    await invoke('get-delivery-status', { component: 'shop' }).expect(404);
  });

  it('tell what runs where, what of it is not well, and how that came', async () => {
    const { invoke, asked } = await start(AuthorizeResult.ALLOW);
    const status = await invoke('get-delivery-status', { component: 'shop' });
    expect(status.body.output.cells).toEqual([
      {
        environment: 'prod',
        cluster: 'vk',
        state: 'degraded',
        message: 'CrashLoopBackOff',
        desiredVersion: '1.4.2',
        changedAt: AT,
        changedBy: 'robin',
      },
    ]);
    const problems = await invoke('list-delivery-problems', { limit: 5 });
    expect(asked[0].what).toEqual({
      limit: '5',
      state: expect.stringMatching(/^(?!.*synced).*degraded/),
    });
    expect(problems.body.output.components[0].problems).toEqual([
      {
        environment: 'prod',
        cluster: 'vk',
        state: 'degraded',
        message: 'CrashLoopBackOff',
      },
    ]);
    const log = await invoke('list-version-changes', { component: 'shop' });
    expect(log.body.output.changes[0]).toMatchObject({
      by: 'user:default/casey',
      pullRequest: 7,
      results: { yc: { healthyAt: AT } },
    });
    const plan = await invoke('get-pull-request-plan', { number: 7 });
    expect(plan.body.output).toEqual({
      status: 'planning',
      reasons: [],
      overlays: [],
    });
  });

  it('promote, roll back and hold in the name of the person', async () => {
    const { invoke, asked } = await start(AuthorizeResult.ALLOW);
    const target = { component: 'shop', environment: 'prod', version: '1.4.2' };
    const shown = await invoke('preview-promotion', target);
    expect(shown.body.output).toMatchObject({
      refused: true,
      gates: [{ gate: 'hold', state: 'refused', message: 'held by robin' }],
    });
    expect(asked).toEqual([]);

    const promoted = await invoke('promote-release', {
      ...target,
      source: 'dev',
      clusters: ['yc'],
    });
    expect(promoted.body.output).toMatchObject({
      id: 'p-1',
      state: 'requested',
      gates: [{ gate: 'approvals', state: 'waiting' }],
    });
    await invoke('roll-back-release', { ...target, reason: 'it fails' });
    const part = { component: 'shop', version: '1.4.2' };
    expect(asked).toEqual([
      {
        by: 'user:default/casey',
        what: {
          kind: 'promotion',
          environment: 'prod',
          source: 'dev',
          parts: [{ ...part, clusters: ['yc'] }],
          hotfix: false,
        },
      },
      {
        by: 'user:default/casey',
        what: {
          kind: 'rollback',
          environment: 'prod',
          parts: [part],
          reason: 'it fails',
          hotfix: false,
        },
      },
    ]);

    const place = { component: 'shop', environment: 'prod' };
    const held = await invoke('hold-promotions', { ...place, reason: 'wait' });
    expect(held.body.output.holds).toEqual([
      { environment: 'prod', reason: 'wait', by: 'user:default/casey', at: AT },
    ]);
    const released = await invoke('release-hold', place);
    expect(released.body.output.holds).toEqual([]);
  });

  it('start a train, take a component out of it, and take it back', async () => {
    const { invoke, asked } = await start(AuthorizeResult.ALLOW);
    const parts = [
      { component: 'shop', version: '1.4.2' },
      { component: 'cart', version: '2.0.1', clusters: ['yc'] },
    ];
    const train = { environment: 'prod', source: 'dev', parts };
    const shown = await invoke('preview-train', train);
    expect(shown.body.output.parts).toHaveLength(2);
    const started = await invoke('promote-train', train);
    expect(started.body.output).toMatchObject({ id: 'p-1' });
    await invoke('promote-train', { ...train, parts: [parts[0]] }).expect(400);

    const listed = await invoke('list-promotions', { component: 'cart' });
    expect(listed.body.output.promotions).toEqual([
      {
        id: 'p-1',
        kind: 'train',
        environment: 'prod',
        state: 'requested',
        requestedBy: 'user:default/casey',
        requestedAt: AT,
        parts: [
          { component: 'shop', from: '1.4.1', to: '1.4.2', takenOut: false },
          { component: 'cart', from: '1.4.1', to: '2.0.1', takenOut: true },
        ],
      },
    ]);
    await invoke('list-promotions', { state: 'lost' }).expect(400);
    const cart = { id: 'p-1', component: 'cart', reason: 'it fails' };
    const left = await invoke('take-out-of-train', cart);
    expect(left.body.output.state).toBe('requested');
    const gone = { id: 'p-1', reason: 'the wrong day' };
    const cancelled = await invoke('cancel-promotion', gone);
    expect(cancelled.body.output.state).toBe('cancelled');
    const by = 'user:default/casey';
    expect(asked).toEqual([
      { by, what: { kind: 'train', ...train, hotfix: false } },
      { by: '', what: { component: 'cart', state: 'open', limit: 20 } },
      { by, what: { component: 'cart', reason: 'it fails' } },
      { by, what: { reason: 'the wrong day' } },
    ]);
  });

  it('answer with the error of the API, and to nobody but people', async () => {
    const { invoke, asked } = await start(AuthorizeResult.ALLOW);
    const hidden = await invoke('get-delivery-status', { component: 'hidden' });
    expect([hidden.status, hidden.body.error.name]).toEqual([
      404,
      'NotFoundError',
    ]);
    const target = { component: 'shop', environment: 'prod', version: '1' };
    await invoke('promote-release', { ...target, version: 1 }).expect(400);
    await invoke(
      'promote-release',
      target,
      mockCredentials.service.header(),
    ).expect(403);
    expect(asked).toEqual([]);
  });
});
