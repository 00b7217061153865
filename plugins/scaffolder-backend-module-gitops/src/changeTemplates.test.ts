import { type Entity } from '@backstage/catalog-model';
import { type JsonObject } from '@backstage/types';
import { FakeForge } from './__testUtils__/FakeForge';
import { startPortal, type Portal } from './__testUtils__/portal';
import type { TemplateName } from './__testUtils__/templates';

const ENVIRONMENTS = [
  'apiVersion: slipway.dev/v1alpha1',
  'kind: Environments',
  'environments:',
  '  - { name: dev, clusters: [yc] }',
  '  - { name: staging, clusters: [yc] }',
  '  - { name: prod, clusters: [yc, vk], sync: { automated: true } }',
  'clusters: [{ name: yc }, { name: vk }]',
  '',
].join('\n');

const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', annotations: { 'slipway.dev/component': 'shop' } },
};
const component = 'component:default/shop';
const all = ['dev', 'staging', 'prod'];

jest.setTimeout(120_000);

describe('templates that change a component', () => {
  const forge = new FakeForge({});
  let portal: Portal;

  beforeAll(async () => {
    await forge.start();
    portal = await startPortal({
      forgeUrl: forge.url,
      environments: ENVIRONMENTS,
      entities: [shop],
      groups: ['group:default/team-shop'],
    });
  });

  afterAll(async () => {
    await portal?.stop();
    await forge.stop();
  });

  async function run(template: TemplateName, parameters: JsonObject) {
    const { error, status } = await portal.run(template, parameters);
    return error ?? status;
  }

  async function create(template: TemplateName, parameters: JsonObject) {
    forge.reset({ 'environments.yaml': ENVIRONMENTS });
    const values = { name: 'shop', owner: 'team-shop', ...parameters };
    expect(await run(template, values)).toBe('completed');
    forge.merge(1);
  }

  it.each([
    ['app-base-go-react', { data: 'none' }, 'postgresql', 'postgresql'],
    ['app-base-go-react', { data: 'none' }, 'redis', 'postgresql-redis'],
    ['app-base-go-react', { data: 'postgresql' }, 'redis', 'postgresql-redis'],
  ] as const)(
    'adding data to %s with %j: %s equals creating it with %s',
    async (template, before, data, after) => {
      await create(template, { ...before, environments: all });
      expect(await run('add-data', { component, data })).toBe('completed');
      const added = forge.filesOf('slipway/add-data-shop');
      await create(template, { data: after, environments: all });
      expect(added).toEqual(forge.filesOf('main'));
    },
  );

  it.each([{}, { media: true }])(
    'adding PostgreSQL to app-base-ts with %j equals creating it with both',
    async before => {
      await create('app-base-ts', { ...before, environments: all });
      expect(await run('add-data', { component, data: 'postgresql' })).toBe(
        'completed',
      );
      const added = forge.filesOf('slipway/add-data-shop');
      await create('app-base-ts', {
        ...before,
        postgresql: true,
        environments: all,
      });
      expect(added).toEqual(forge.filesOf('main'));
    },
  );

  it('adds data around what people edited, once, and names what it cannot', async () => {
    await create('app-base-ts', { environments: all });
    const values = 'apps/shop/values.yaml';
    const edited = `# Ours.\n${forge.filesOf('main')[values]}\nextra: true # kept\n`;
    forge.push('main', { [values]: edited });
    for (const _time of ['first', 'second']) {
      expect(await run('add-data', { component, data: 'postgresql' })).toBe(
        'completed',
      );
    }
    expect(forge.pulls).toHaveLength(2);
    const merged = forge.filesOf('slipway/add-data-shop')[values];
    expect(merged).toMatch(/^# Ours\.\n[^]*postgresql:\n[^]*# kept\n$/);

    forge.push('main', { [values]: 'ingress: {}\n' });
    expect(await run('add-data', { component, data: 'postgresql' })).toMatch(
      /People changed apps\/shop\/values\.yaml where the option belongs/,
    );
    expect(await run('add-data', { component, data: 'redis' })).toMatch(
      /has no Redis/,
    );
  });

  it.each(['app-base-go-react', 'app-base-ts'] as const)(
    'adding environments to %s equals creating it in all of them',
    async template => {
      await create(template, { environments: ['dev'] });
      const parameters = { component, overlays: ['staging', 'prod'] };
      for (const _time of ['first', 'second']) {
        expect(await run('add-environment', parameters)).toBe('completed');
      }
      expect(forge.pulls).toHaveLength(2);
      const branch = 'slipway/add-environment-shop.prod.staging';
      const added = forge.filesOf(branch);
      forge.merge(2);
      expect(await run('add-environment', parameters)).toBe('completed');
      expect(forge.pulls).toHaveLength(2);
      await create(template, { environments: all });
      expect(added).toEqual(forge.filesOf('main'));
    },
  );

  it('starts an environment with the release of the one before it', async () => {
    await create('app-base-ts', { environments: ['dev', 'prod'] });
    const release = (name: string) =>
      `apps/shop/overlays/${name}/release/release.yaml`;
    const text = forge.filesOf('main')[release('dev')];
    const newer = text.replace('1.0.0', '1.4.2');
    forge.push('main', { [release('dev')]: newer });
    await run('add-environment', { component, overlays: ['staging'] });
    const files = forge.filesOf('slipway/add-environment-shop.staging');
    expect(files[release('staging')]).toBe(newer);
    expect(files[release('prod')]).toBe(text);
  });

  it('splits an environment for a cluster of its own, and changes nothing that runs', async () => {
    await create('app-base-go-react', { environments: ['dev', 'prod'] });
    const before = forge.filesOf('main');
    await run('add-environment', { component, overlays: ['prod-yc'] });
    const after = forge.filesOf('slipway/add-environment-shop.prod-yc');
    const renamed = (cluster: string) =>
      Object.entries(before)
        .filter(([path]) => path.includes('/overlays/prod/'))
        .map(([path, text]) => [
          path.replace('/prod/', `/prod-${cluster}/`),
          text,
        ]);
    expect(after).toEqual({
      ...Object.fromEntries(
        Object.entries(before).filter(
          ([path]) => !path.includes('/overlays/prod/'),
        ),
      ),
      ...Object.fromEntries([...renamed('yc'), ...renamed('vk')]),
    });
    expect(forge.pulls[1].body).toContain('`prod` is split');
  });

  it('refuses overlays that nothing would take, and more than one of a cluster', async () => {
    await create('app-base-ts', { environments: ['dev'] });
    for (const [overlays, message] of [
      [['qa'], /"qa" is no environment/],
      [['../../x'], /is no environment/],
      [['prod', 'prod-yc'], /a cluster takes one overlay/],
    ] as const) {
      expect(
        await run('add-environment', { component, overlays: [...overlays] }),
      ).toMatch(message);
    }
    expect(forge.pulls).toHaveLength(1);
  });

  it('refuses a namespace that another component has', async () => {
    await create('app-base-ts', { environments: ['dev'] });
    const environments = ENVIRONMENTS.replace(
      '{ name: dev,',
      '{ name: eu-dev, clusters: [vk] }\n  - { name: dev,',
    );
    forge.push('main', {
      'environments.yaml': environments,
      'apps/shop-eu/overlays/dev/values.yaml': '{}\n',
    });
    expect(
      await run('add-environment', { component, overlays: ['eu-dev'] }),
    ).toMatch(/shop-eu-dev is that of shop-eu in dev/);
    expect(forge.pulls).toHaveLength(1);
  });

  it("refuses another team's component before anything is written", async () => {
    await create('app-base-ts', { environments: ['dev'] });
    const file = 'apps/shop/component.yaml';
    const text = forge.filesOf('main')[file];
    forge.push('main', { [file]: text.replace('team-shop', 'others') });
    const written = forge.refs.size;
    const changes: [TemplateName, JsonObject][] = [
      ['add-environment', { overlays: ['prod'] }],
      ['add-data', { data: 'postgresql' }],
    ];
    for (const [template, parameters] of changes) {
      expect(await run(template, { component, ...parameters })).toMatch(
        /shop belongs to others/,
      );
    }
    expect(forge.refs.size).toBe(written);
  });

  it('tells of a component that is neither seen nor owned what it tells of none', async () => {
    await create('app-base-ts', { environments: ['dev'] });
    const file = 'apps/shop/component.yaml';
    const text = forge.filesOf('main')[file];
    forge.push('main', {
      'apps/vault/component.yaml': text
        .replace('team-shop', 'others')
        .replaceAll('shop', 'vault'),
    });
    const answers = async (name: string) => {
      const parameters = { component: `component:default/${name}` };
      const said = [
        await run('add-environment', { ...parameters, overlays: ['prod'] }),
        await run('add-data', { ...parameters, data: 'postgresql' }),
        await run('decommission', { ...parameters, confirmation: name }),
      ];
      return said.map(one => one.replaceAll(name, '<name>'));
    };
    const hidden = await answers('vault');
    expect(hidden).toEqual(await answers('nowhere'));
    expect(hidden).toEqual([
      expect.stringContaining('has no apps/<name>/component.yaml'),
      expect.stringContaining('has no apps/<name>/component.yaml'),
      expect.stringContaining('never had apps/<name>/component.yaml'),
    ]);
  });
});
