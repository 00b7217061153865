import { setTimeout } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { ObservedApplication } from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import { HoldStore } from '../holds/HoldStore';
import { part, promotion } from '../promotions/__testUtils__/promotion';
import { PromotionStore } from '../promotions/store/PromotionStore';
import { ReleaseStore } from '../releases/ReleaseStore';
import { catalogShowing } from './catalogShowing';
import { componentEntity } from '../testing/componentEntity';
import { FakeForge, forgePullRequest } from '../testing/FakeForge';
import {
  GITOPS_FILES,
  type GitFixture,
  releaseLayer,
} from '../testing/GitFixture';
import { ingress } from '../testing/planFixture';
import { startPortal } from './startPortal';

/** A portal with something to say about every endpoint. */
export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * A portal with the component shop; Anna sees everything but payroll.
 *
 * @param options.hasPayroll - whether there is payroll, too, wherever a component can leave its traces
 */
export async function startWorld(options: {
  directory: string;
  knex: Knex;
  hasPayroll: boolean;
  renderer: string;
}) {
  const { knex, hasPayroll } = options;
  const components = hasPayroll ? ['payroll', 'shop'] : ['shop'];
  const forge = new FakeForge();
  forge.person = () => ({
    review: async () => {},
    merge: async () => ({ mergeCommit: 'd'.repeat(40) }),
  });
  const portal = await startPortal({
    ...options,
    forge,
    groups: ['group:default/team-shop'],
    catalog: catalogShowing(
      components.map(name => componentEntity(name)),
      ({ metadata }) => metadata.name !== 'payroll',
    ),
    applications: head => {
      const all = components.flatMap(one => applicationsOf(one, head));
      return { yc: all, vk: all };
    },
    fill: fixture => fill(fixture, forge, hasPayroll),
    record: repository => record(knex, repository, components),
  });
  await untilRead(portal);
  return {
    ...portal,
    origin: new URL(portal.repository).origin,
    words: await wordsOf(portal),
  };
}

type Portal = Awaited<ReturnType<typeof startPortal>>;

/** A reply as a service gets it, which sees everything. */
async function seen({ client }: Pick<Portal, 'client'>, path: string) {
  const { text } = await client
    .get(`/api/gitops${path}`)
    .set('authorization', mockCredentials.service.header());
  return text;
}

/** What the words in capitals stand for that {@link requestsOf} has, here. */
async function wordsOf(portal: Portal): Promise<Record<string, string>> {
  const idIn = (text: string) => /"id":"([^"]+)"/.exec(text)?.[1];
  const plan = async (number: number) =>
    idIn(await seen(portal, `/pull-requests/${number}/plan`)) ??
    `${number}`.repeat(64);
  const entry = async (component: string) =>
    idIn(await seen(portal, `/changes?component=${component}`)) ??
    `${portal.head}:apps/${component}/overlays/dev`;
  return {
    'PLAN-7': await plan(7),
    'PLAN-8': await plan(8),
    'PLAN-9': await plan(9),
    'ENTRY-SHOP': await entry('shop'),
    'ENTRY-PAYROLL': await entry('payroll'),
  };
}

/** Waits until the repository, the log, the clusters and the plans were read. */
async function untilRead(portal: Portal) {
  const get = (path: string) => seen(portal, path);
  const deadline = Date.now() + 60_000;
  const isRead = async () =>
    (await get('/environments')).includes(portal.head) &&
    (await get('/changes')).includes('1.5.0') &&
    /"healthyAt"/.test(await get('/changes?component=shop&cluster=vk')) &&
    (await get('/components/shop/delivery')).includes('"state":"synced"') &&
    !/"plan":"(none|planning)"/.test(await get('/pull-requests'));
  while (!(await isRead())) {
    await setTimeout(100);
    await portal.runTask('plan-pull-requests');
    if (Date.now() > deadline) {
      throw new Error(
        `Not read after a minute: ${await get('/environments')} ${await get('/pull-requests')}`,
      );
    }
  }
}

/** Files of shop that can be rendered, so that there is something to plan. */
function servedIn(environment: string): [string, string][] {
  const overlay = `apps/shop/overlays/${environment}`;
  const namespace = `shop-${environment}`;
  return [
    [
      `${overlay}/kustomization.yaml`,
      'resources: [ingress.yaml]\ncomponents: [release]\n',
    ],
    [`${overlay}/ingress.yaml`, ingress(namespace, `${namespace}.example.com`)],
  ];
}

async function fill(
  fixture: GitFixture,
  forge: FakeForge,
  hasPayroll: boolean,
): Promise<void> {
  const files = {
    ...GITOPS_FILES,
    ...Object.fromEntries(['dev', 'prod'].flatMap(servedIn)),
  };
  const payroll = Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith('apps/'))
      .map(([path, text]) => [
        path.replaceAll('shop', 'payroll'),
        text.replaceAll('shop', 'payroll'),
      ]),
  );
  const layer = (component: string, environment: string) =>
    `apps/${component}/overlays/${environment}/release/kustomization.yaml`;
  if (hasPayroll) {
    await fixture.commit({
      ...files,
      ...payroll,
      'apps/payroll/base/ingress.yaml':
        '- { value: wages.localhost }\n- { value: payroll.localhost }\n',
      'apps/payroll/overlays/prod-vk/kustomization.yaml': 'kind: X\n',
      [layer('payroll', 'prod-vk')]: 'images: [',
    });
    await fixture.commit({ [layer('payroll', 'dev')]: releaseLayer('9.0.0') });
  } else {
    await fixture.commit(files);
  }
  await fixture.commit({ [layer('shop', 'prod')]: releaseLayer('1.5.0') });
  const pulls: [number, string[]][] = hasPayroll
    ? [
        [7, ['payroll']],
        [8, ['payroll', 'shop']],
        [9, ['shop']],
      ]
    : [[9, ['shop']]];
  for (const [number, components] of pulls) {
    const branch = `change-${number}`;
    await fixture.git('switch', '--quiet', '--create', branch, 'main');
    const commit = await fixture.commit(
      Object.fromEntries(
        components.map(one => [layer(one, 'prod'), releaseLayer('1.6.0')]),
      ),
    );
    const title = `Promote ${components.join(', ')}`;
    const pull = forgePullRequest(number, { branch, commit, title });
    forge.pullRequests.push(pull);
    forge.details.set(number, {
      ...pull,
      body: title,
      base: 'main',
      commits: [],
      events: [],
      checkRuns: [],
      merge: { state: 'blocked', reason: 'A review is missing.' },
    });
  }
  await fixture.git('switch', '--quiet', 'main');
}

function applicationsOf(
  component: string,
  revision: string,
): ObservedApplication[] {
  return ['dev', 'prod'].map(environment => ({
    name: `${component}-${environment}`,
    component,
    environment,
    revision,
    sync: 'Synced',
    health: component === 'shop' ? 'Healthy' : 'Degraded',
    images: [`ghcr.io/acme/${component}:1.5.0`],
  }));
}

/** What is in the database only; whoever adds a table that names components adds to it. */
async function record(
  knex: Knex,
  repository: string,
  components: readonly string[],
): Promise<void> {
  const at = '2026-11-20T10:00:00.000Z';
  const holds = new HoldStore(knex, repository);
  const promotions = new PromotionStore(knex, repository, holds);
  for (const component of components) {
    await report(new ReleaseStore(knex), component);
  }
  // A train with what is hidden is hidden, too.
  const requests = [['shop'], ['payroll'], ['payroll', 'shop'], ['shop']];
  for (const [index, some] of requests.entries()) {
    if (some.every(component => components.includes(component))) {
      const asked = promotion({
        id: `p${index}`,
        parts: some.map(component => part(component)),
        state: 'cancelled',
        history: [{ state: 'cancelled', at }],
      });
      await promotions.place(asked, [], new Date(at));
    }
  }
  for (const component of components) {
    const by = 'user:default/robin';
    const hold = { component, environment: 'prod', reason: 'Look', by, at };
    await holds.hold(hold);
  }
}

async function report(releases: ReleaseStore, component: string) {
  for (const version of ['1.4.2', '1.5.0']) {
    await releases.record({
      release: {
        component,
        version,
        images: [{ name: `ghcr.io/acme/${component}`, tag: version }],
        source: { repository: `acme/${component}`, commit: 'a'.repeat(40) },
        createdAt: '2026-11-20T10:00:00Z',
        reportedBy: `repo:acme/${component}`,
        digest: 'unverified',
      },
      repositoryId: component,
      runId: '1',
      fingerprint: version,
      token: { jti: `${component}-${version}`, expiresAt: new Date() },
    });
  }
}
