import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { chart, type Manifest, manifests, one } from './support/chart.ts';
import { differences } from './support/differences.ts';
import { fillIn } from './support/form.ts';
import { writeFiles } from './support/render.ts';
import { tableOf } from './support/documentation.ts';
import { temporaryDirectory } from './support/temporaryDirectory.ts';
import { execute, tool } from './support/tools.ts';

/** The backend of a service with a database in production, by Kustomize. */
async function kustomized(context: TestContext): Promise<Manifest[]> {
  const directory = await temporaryDirectory(context);
  const { gitops } = await fillIn('app-base-go-react', {
    data: 'postgresql',
    system: 'system:default/commerce',
    environments: ['prod'],
  });
  await writeFiles(directory, gitops);
  return manifests(
    await execute(
      await tool('kustomize'),
      ['build', 'apps/shop/overlays/prod'],
      { cwd: directory },
    ),
  );
}

/** Under the names that the chart gives to what is one workload in it, without Kustomize's hashes. */
function asOneWorkload(all: readonly Manifest[]): Manifest[] {
  const text = JSON.stringify(
    all.filter(
      ({ kind, metadata }) =>
        !metadata.name.includes('frontend') &&
        // The chart allows in one policy what the base allows in three.
        !(kind === 'NetworkPolicy' && /^shop(-to-db)?$/.test(metadata.name)),
    ),
  );
  return JSON.parse(
    text
      .replaceAll(/shop-backend-[a-z0-9]{10}(?=")/g, 'shop')
      .replaceAll(/"shop-backend"/g, '"shop"')
      .replaceAll('"shop-dashboard"', '"shop-dashboards"')
      .replaceAll(/"backend"(?!:)/g, '"web"'),
  ) as Manifest[];
}

test('a service in Helm differs from itself in Kustomize only where the table says so', async t => {
  const base = asOneWorkload(await kustomized(t));
  const rules = one(base, 'PrometheusRule').spec as { groups: unknown };
  const helmed = await (
    await chart(t)
  ).render({
    image: { repository: 'ghcr.io/acme/shop-backend', tag: '1.0.0' },
    system: 'commerce',
    resources: {
      requests: { cpu: '50m', memory: '64Mi' },
      limits: { memory: '128Mi' },
    },
    config: { LOG_LEVEL: 'info' },
    ingress: { enabled: true, host: 'shop.example.com' },
    podDisruptionBudget: { enabled: true },
    autoscaling: { enabled: true },
    monitoring: {
      enabled: true,
      ruleGroups: rules.groups,
      dashboards: one(base, 'ConfigMap', 'shop-dashboards').data,
    },
    postgresql: { enabled: true, instances: 3 },
    migrations: { enabled: true },
  });
  const title = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
  const byTitle = (all: readonly Manifest[]) =>
    new Map(all.map(object => [title(object), object]));
  const found = differences(
    Object.fromEntries(byTitle(base)),
    Object.fromEntries(byTitle(helmed)),
  ).map(({ path }) => path);

  const rows = (await tableOf('Where Helm and Kustomize differ')).map(
    ([fields = '']) =>
      [...fields.matchAll(/`([^`]+)`/g)].map(([, f = '']) => f),
  );
  const allowed = rows.flat();
  const covers = (field: string, path: string) =>
    path === field || path.startsWith(`${field}.`);
  assert.deepEqual(
    found.filter(path => !allowed.some(field => covers(field, path))),
    [],
    'fields that differ, and no row says why',
  );
  assert.deepEqual(
    allowed.filter(field => !found.some(path => covers(field, path))),
    [],
    'rows of fields that do not differ',
  );
});
