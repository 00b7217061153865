import { faster, type Figure, median } from './report.ts';
import { until } from './servers.ts';
import { CLUSTERS, ENVIRONMENTS } from './statusFleet.ts';
import type { StatusPortal } from './statusPortal.ts';
import {
  progress,
  type Scene,
  START_MS,
  type StatusStage,
} from './statusStage.ts';
import { looks, percentile95 } from './statusViewers.ts';

/** Looks of a run. */
const OURS = 200;
const PEERS = 100;
/** Looks before the first that counts: what was not run yet is slow. */
const WARM_UP = 40;
const CHANGE_EVERY_MS = 50;
const REST_MS = 3 * 60_000;
const QUERIES = ['', '&sort=changed', '&cluster=two', '&state=degraded'];

/** How the board of a scene is measured. */
export interface BoardOptions {
  stage: StatusStage;
  scene: Scene;
  /** A scene with nothing in it. */
  empty: Scene;
  database: 'SQLite' | 'PostgreSQL';
  runs: number;
}

/** What the board costs on one database: time and, beside an empty portal, memory. */
export async function measureBoard(options: BoardOptions): Promise<Figure[]> {
  const { stage, scene, empty, database, runs } = options;
  const postgres =
    database === 'PostgreSQL' ? await stage.postgres() : undefined;
  const without = await stage.portal(empty, postgres);
  await rested(without);
  const emptyMiB = await without.residentMiB();
  await without.stop();

  const portal = await stage.portal(scene, postgres);
  const cells = scene.components.length * ENVIRONMENTS.length * CLUSTERS.length;
  await until(START_MS, `${cells} synced cells`, async () => {
    const reply = (await portal
      .get('/gitops/board?limit=1')
      .catch(() => undefined)) as { states: { synced?: number } } | undefined;
    return reply?.states.synced === cells || undefined;
  });
  // The first look at so many changes has all their results to write.
  await rested(portal);
  progress(`Looking at the board, on ${database}`);
  const { ours, peers } = await whileChanging(scene, () =>
    inTurns(portal, runs),
  );
  await rested(portal);
  const residentMiB = await portal.residentMiB();
  await portal.stop();
  return [
    {
      name: `Board of ${cells} cells on ${database}, p95`,
      value: ours,
      unit: 'ms',
      goal: 50,
    },
    faster(
      `The same, beside the catalog's list with facets (${peers.toFixed(0)} ms)`,
      peers / ours,
      2,
    ),
    {
      name: `Memory above an empty portal's (${emptyMiB.toFixed(0)} MiB), on ${database}`,
      value: residentMiB - emptyMiB,
      unit: 'MiB',
      goal: 400,
    },
  ];
}

/** Has Applications change while something is done. */
async function whileChanging<T>(
  { components, upstreams }: Scene,
  work: () => Promise<T>,
): Promise<T> {
  let changes = 0;
  const changing = setInterval(() => {
    changes += 1;
    upstreams[changes % upstreams.length]?.say(
      components[(changes * 7) % components.length] ?? '',
      'prod',
      changes % 2 ? 'Degraded' : 'Healthy',
    );
  }, CHANGE_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(changing);
  }
}

/** The median over runs of what 95 % of looks are not slower than, in milliseconds. */
async function inTurns(portal: StatusPortal, runs: number) {
  let at = 0;
  const lookAtBoard = () => {
    at += 1;
    return portal.get(`/gitops/board?limit=100${QUERIES[at % QUERIES.length]}`);
  };
  const lookAtCatalog = () =>
    Promise.all([
      portal.get(
        '/catalog/entities/by-query?filter=kind=component&orderField=metadata.name,asc&limit=100',
      ),
      portal.get(
        '/catalog/entity-facets?filter=kind=component&facet=spec.owner&facet=spec.lifecycle',
      ),
    ]);
  await looks(1, WARM_UP, lookAtBoard);
  await looks(1, WARM_UP, lookAtCatalog);
  const ours: number[] = [];
  const peers: number[] = [];
  for (let run = 0; run < runs; run++) {
    ours.push(percentile95(await looks(1, OURS, lookAtBoard)));
    peers.push(percentile95(await looks(1, PEERS, lookAtCatalog)));
  }
  return { ours: median(ours), peers: median(peers) };
}

async function rested(portal: StatusPortal): Promise<void> {
  if (!(await portal.rest(REST_MS))) {
    progress('The portal does not come to rest; going on');
  }
}
