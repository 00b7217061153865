import { type Entity } from '@backstage/catalog-model';
import {
  componentDeliverySchema,
  type CellState,
} from '@slipway/plugin-gitops-common';
import { FakeForge } from './__testUtils__/FakeForge';
import { startPortal, type Portal } from './__testUtils__/portal';
import { gitopsRepository, renderedManifests } from './__testUtils__/workspace';

const project = (namespaces: string[]) =>
  [
    '# Ours.',
    'apiVersion: argoproj.io/v1alpha1',
    'kind: AppProject',
    'metadata: { name: team-shop }',
    'spec:',
    '  destinations:',
    ...namespaces.map(
      name =>
        `    - { namespace: ${name}, server: https://kubernetes.default.svc } # ${name}`,
    ),
    '',
  ].join('\n');
const YC = 'clusters/yc/projects/team-shop.yaml';
const VK = 'clusters/vk/projects/team-shop.yaml';
const manifests = Object.fromEntries(
  Object.entries(renderedManifests('shop', ['dev', 'prod'])).map(
    ([path, text]) => [path.replace(/^gitops\//, ''), text],
  ),
);
const repository = {
  ...gitopsRepository,
  ...manifests,
  'apps/cart/component.yaml': 'name: cart\n',
  [YC]: project(['shop-dev', 'cart-dev', 'shop-prod']),
  [VK]: project(['shop-prod', 'cart-prod']),
};
const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', annotations: { 'slipway.dev/component': 'shop' } },
  relations: [
    { type: 'dependencyOf', targetRef: 'component:default/cart' },
    { type: 'providesApi', targetRef: 'api:default/shop-api' },
  ],
};
const api: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'shop-api' },
  relations: [
    { type: 'apiConsumedBy', targetRef: 'component:default/mobile' },
    { type: 'apiConsumedBy', targetRef: 'component:default/shop' },
  ],
};

jest.setTimeout(60_000);

describe('the template that decommissions a component', () => {
  const forge = new FakeForge({});
  const removeLocationById = jest.fn(async () => undefined);
  const groups: string[] = [];
  let target: string;
  let state: CellState;
  let portal: Portal;

  beforeAll(async () => {
    await forge.start();
    portal = await startPortal({
      forgeUrl: forge.url,
      environments: gitopsRepository['environments.yaml'],
      entities: [shop, api],
      groups,
      delivery: () => cells(state),
      locations: {
        getLocationByEntity: async () => ({
          id: '7',
          type: 'url',
          target,
          entityRef: 'location:default/shop',
        }),
        removeLocationById,
      },
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await forge.stop();
  });

  beforeEach(() => {
    forge.reset(repository);
    forge.repositories.set('acme/shop', { archived: false });
    groups.splice(0, groups.length, 'group:default/team-shop');
    target = `${forge.url}/acme/shop/blob/main/catalog-info.yaml`;
    state = 'not-deployed';
    removeLocationById.mockClear();
  });

  async function run(confirmation = 'shop') {
    const component = 'component:default/shop';
    const task = await portal.run('decommission', { component, confirmation });
    return task.error ?? task.status;
  }

  it('proposes to remove the component and nothing else, and keeps the rights', async () => {
    expect(await run()).toBe('completed');
    expect(await run()).toBe('completed');

    expect(forge.pulls).toHaveLength(1);
    expect(forge.filesOf('slipway/decommission-shop')).toEqual({
      ...gitopsRepository,
      'apps/cart/component.yaml': 'name: cart\n',
      [YC]: repository[YC],
      [VK]: repository[VK],
    });
    const { body } = forge.pulls[0];
    expect(body.indexOf('| prod |')).toBeLessThan(body.indexOf('| dev |'));
    expect(body).toContain(
      'depend on it:** `component:default/cart`, `component:default/mobile` (consumes `api:default/shop-api`).',
    );
    expect(forge.repositories.get('acme/shop')?.archived).toBe(false);
    expect(removeLocationById).not.toHaveBeenCalled();
  });

  it.each(['synced', 'unreachable', 'stale', 'unknown'] as const)(
    'takes no rights away while a cluster is %s',
    async answer => {
      await run();
      forge.merge(1);
      state = answer;
      expect(await run()).toMatch(/may not be gone yet: .*on vk is/);
      expect(forge.pulls).toHaveLength(1);
      expect(forge.repositories.get('acme/shop')?.archived).toBe(false);
    },
  );

  it('takes no rights away while it hears nothing of a cluster', async () => {
    await run();
    forge.merge(1);
    forge.push('main', {
      'environments.yaml': gitopsRepository['environments.yaml'].replace(
        'clusters: [yc]',
        'clusters: [yc, vk]',
      ),
    });
    expect(await run()).toMatch(/shop-dev on vk is unknown/);
    expect(forge.pulls).toHaveLength(1);
  });

  it('cleans up once the clusters are rid of it, and only then', async () => {
    await run();
    forge.merge(1);
    for (const _time of ['first', 'second']) {
      expect(await run()).toBe('completed');
    }
    expect(forge.pulls).toHaveLength(2);
    const files = forge.filesOf('slipway/decommission-shop');
    expect(files[YC]).toContain('cart-dev');
    expect(files[YC]).toContain('# Ours.');
    expect(files[YC]).not.toContain('shop-');
    expect(files[VK]).not.toContain('shop-prod');
    expect(forge.repositories.get('acme/shop')).toEqual({ archived: true });
    expect(removeLocationById).toHaveBeenCalledWith('7', expect.anything());

    forge.merge(2);
    expect(await run()).toBe('completed');
    expect(forge.pulls).toHaveLength(2);
  });

  it('leaves alone an entity of another repository that claims to be the component', async () => {
    await run();
    forge.merge(1);
    target = `${forge.url}/acme/shop-fork/blob/main/catalog-info.yaml`;
    expect(await run()).toBe('completed');
    expect(removeLocationById).not.toHaveBeenCalled();
  });

  it('refuses other people, before and after the merge, and a name that was not typed', async () => {
    expect(await run('shopp')).toMatch(/Type "shop" to confirm/);
    await run();
    groups.splice(0, 1, 'group:default/others');
    expect(await run()).toMatch(/shop belongs to team-shop/);
    forge.merge(1);
    expect(await run()).toMatch(/shop belongs to team-shop/);
    groups.push('group:default/platform');
    expect(await run()).toBe('completed');
  });

  it('says so when there never was such a component', async () => {
    forge.reset(gitopsRepository);
    expect(await run()).toMatch(/never had apps\/shop\/component.yaml/);
  });
});

/** What the gitops plugin says of dev on yc, and of prod on yc and vk. */
function cells(state: CellState) {
  const one = (cluster: string) => ({
    cluster,
    state: cluster === 'vk' ? state : 'not-deployed',
    applicationName: 'shop',
  });
  return componentDeliverySchema.shape.environments.parse([
    { name: 'dev', cells: [one('yc')] },
    { name: 'prod', cells: [one('yc'), one('vk')] },
  ]);
}
