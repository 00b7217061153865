/**
 * How long a start takes: `./slipway bench start-up [--json]`.
 *
 * Clones the committed state of this checkout into an empty folder, points every cache at empty
 * folders too, starts it cold, stops it, and starts it again.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { report, timed } from './support/report.ts';
import { Slipway } from './support/slipway.ts';

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
});

const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
const cache = (name: string) => join(folder, 'caches', name);
const checkout = join(folder, 'checkout');
await promisify(execFile)('git', [
  'clone',
  '--quiet',
  resolve(import.meta.dirname, '..'),
  checkout,
]);

// Ports of its own, so that a platform in use on this machine is not disturbed.
await mkdir(join(checkout, '.slipway'));
await writeFile(
  join(checkout, '.slipway', 'config.yaml'),
  'ports: { portal: 27007, forge: 27010, postgres: 27020, yc: 27100, vk: 27130 }\n',
);

// The Node and the Yarn that run this measurement come from a filled cache; a new machine has none.
const ownFolders = [dirname(process.execPath), '/yarn/'];
const slipway = new Slipway(checkout, {
  PATH: (process.env.PATH ?? '')
    .split(delimiter)
    .filter(folder => !ownFolders.some(own => folder.includes(own)))
    .join(delimiter),
  npm_config_nodedir: undefined,
  SLIPWAY_STATE_DIR: undefined,
  XDG_CACHE_HOME: cache('user'),
  GOMODCACHE: cache('go-modules'),
  GOCACHE: cache('go-build'),
  npm_config_cache: cache('npm'),
  YARN_GLOBAL_FOLDER: cache('yarn'),
});

const start = async () => {
  const begin = performance.now();
  const [portal] = await timed(() => slipway.run('up', '--detach'));
  const status = await slipway.untilComplete(40 * 60);
  return { portal, clusters: (performance.now() - begin) / 1000, status };
};

try {
  const cold = await start();
  await slipway.run('down');
  const warm = await start();
  await slipway.run('down');
  report(
    [
      {
        name: 'Portal usable, fresh clone and empty caches',
        value: cold.portal,
        unit: 's',
        goal: 360,
      },
      {
        name: 'Clusters ready, fresh clone and empty caches',
        value: cold.clusters,
        unit: 's',
        goal: 960,
      },
      {
        name: 'Everything ready, second start',
        value: warm.clusters,
        unit: 's',
        goal: 60,
      },
      {
        name: 'Resident memory of everything',
        value: warm.status.totalRssBytes / 1024 ** 3,
        unit: 'GiB',
        goal: 5,
      },
    ],
    values.json,
  );
} finally {
  await slipway.run('down').catch(() => undefined);
  // Go writes its module cache read-only.
  await promisify(execFile)('chmod', ['-R', 'u+w', folder]);
  await rm(folder, { recursive: true });
}
