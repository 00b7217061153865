/**
 * How fast what runs is shown: `./slipway bench status [--runs N] [--json]`.
 *
 * The pages' data is asked of our backend and of Roadie's Argo CD backend in one process, in turns, over the same
 * Argo CDs. These are small HTTP servers that answer as much of Argo CD's API as both ask, after 50 ms. What is warm
 * is asked for the second time. The board has 1,000 components in 4 environments on 3 clusters, all with an entity in
 * the catalog; it is asked by a service, while Applications change 20 times a second, in turns with the catalog's own
 * list with facets over as many entities. Databases are SQLite in memory; the board reads none of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newestCommit, pushRelease } from './support/statusReleases.ts';
import { Proposals } from './support/proposals.ts';
import {
  faster,
  type Figure,
  median,
  report,
  timed,
} from './support/report.ts';
import { startForge, until } from './support/servers.ts';
import {
  CLUSTERS,
  componentsOf,
  ENVIRONMENTS,
  writeEntities,
  writeStatusFleet,
} from './support/statusFleet.ts';
import { StatusPortal } from './support/statusPortal.ts';
import { StatusUpstream } from './support/statusUpstream.ts';
import {
  lookAtRoadie,
  lookAtSlipway,
  looks,
  percentile95,
  statesOn,
} from './support/statusViewers.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    components: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
  },
});

const runs = Number(values.runs);
const LATENCY_MS = 50;
const VIEWERS = 20;
const LOOKS = 10;
/** With all environments, 100 Applications an Argo CD. */
const FEW = componentsOf(25);
const MANY = componentsOf(Number(values.components));
/** Who waits longer has seen enough. */
const PATIENCE_MS = 20_000;
const PUSHES = 20;
const START_MS = 5 * 60_000;

const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
const stops: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    end().finally(() => process.exit(128 + constants.signals[signal]));
  });
}
try {
  report([...(await servicePage()), ...(await board())], values.json);
} finally {
  await end();
}

/** A portal over a repository with components, and the repository's clone. */
async function open(name: string, components: readonly string[]) {
  progress(`Starting a portal with ${components.length} components`);
  const own = join(folder, name);
  const clone = join(own, 'clone');
  await writeStatusFleet(clone, components);
  const entities = join(own, 'entities.yaml');
  await writeEntities(entities, components);
  const forge = await startForge(own);
  stops.push(forge.stop);
  await Proposals.publish(clone, forge);
  const revision = await newestCommit(clone);
  const upstreams = await Promise.all(
    CLUSTERS.map(() => StatusUpstream.start(components, revision, LATENCY_MS)),
  );
  stops.push(...upstreams.map(one => () => one.stop()));
  const start = async (withClusters: boolean) => {
    const portal = await StatusPortal.start({
      folder: own,
      forge,
      upstreams: withClusters ? upstreams : [],
      entities,
    });
    const stop = () => portal.stop();
    stops.push(stop);
    await until(START_MS, 'the catalog', async () => {
      // A portal that has much to read at first may cut a connection.
      const reply = (await portal
        .get('/catalog/entities/by-query?filter=kind=component&limit=1')
        .catch(() => undefined)) as { totalItems: number } | undefined;
      return reply?.totalItems === components.length || undefined;
    });
    return portal;
  };
  return { clone, upstreams, start };
}

async function servicePage(): Promise<Figure[]> {
  const { clone, upstreams, start } = await open('few', FEW);
  const portal = await start(true);
  const nameOf = (viewer: number) => FEW[viewer % FEW.length] ?? '';
  await until(START_MS, 'all cells to be synced', async () => {
    const page = await lookAtSlipway(portal, nameOf(0));
    return CLUSTERS.every(cluster =>
      ENVIRONMENTS.every((_, at) => statesOn(page, cluster)[at] === 'synced'),
    )
      ? true
      : undefined;
  });

  const sides = {
    ours: (viewer: number) => lookAtSlipway(portal, nameOf(viewer)),
    roadie: (viewer: number) => lookAtRoadie(portal, nameOf(viewer)),
  };
  const times = { ours: [] as number[], roadie: [] as number[] };
  const calls = { ours: 0, roadie: 0 };
  for (const side of ['ours', 'roadie'] as const) {
    await looks(VIEWERS, 1, sides[side]);
  }
  for (let run = 0; run < runs; run++) {
    for (const side of ['ours', 'roadie'] as const) {
      upstreams.forEach(one => {
        one.calls = 0;
      });
      times[side].push(percentile95(await looks(VIEWERS, LOOKS, sides[side])));
      calls[side] += upstreams.reduce((sum, one) => sum + one.calls, 0);
    }
  }
  const [ours, roadie] = [median(times.ours), median(times.roadie)];

  progress('Releasing, one after the other');
  const shown: number[] = [];
  for (let at = 1; at <= PUSHES; at++) {
    const version = `2.0.${at}`;
    await pushRelease(clone, nameOf(at), 'dev', version);
    const [seconds] = await timed(async () => {
      await portal.deliverPush();
      await until(PATIENCE_MS, `${version} on the page`, async () => {
        const { environments } = await lookAtSlipway(portal, nameOf(at));
        const [cell] = environments[0]?.cells ?? [];
        return cell?.desired?.version === version || undefined;
      });
    });
    shown.push(seconds);
  }

  progress('Hanging one Argo CD');
  const [, , hanging] = upstreams;
  if (hanging) hanging.isHanging = true;
  const [[noticed], [patience], during] = await Promise.all([
    timed(() =>
      until(PATIENCE_MS, 'the cells to be unreachable', async () =>
        statesOn(await lookAtSlipway(portal, nameOf(0)), 'three').every(
          state => state === 'unreachable',
        )
          ? true
          : undefined,
      ),
    ),
    timed(() => lookAtRoadie(portal, nameOf(0), PATIENCE_MS).catch(() => {})),
    looks(VIEWERS, LOOKS, async viewer => {
      const page = await lookAtSlipway(portal, nameOf(viewer));
      // What was released above is not there yet.
      const live = ['synced', 'progressing'];
      if (statesOn(page, 'one').some(state => !live.includes(state))) {
        throw new Error('The cells of a live cluster are not shown');
      }
    }),
  ]);
  await portal.stop();
  return [
    faster(
      `Service page, ${VIEWERS} viewers, p95 (${ours.toFixed(0)} ms), beside Roadie's (${roadie.toFixed(0)} ms)`,
      roadie / ours,
      5,
    ),
    faster(
      `The same: calls of Argo CD (${calls.ours}), beside Roadie's (${calls.roadie})`,
      calls.roadie / Math.max(calls.ours, 1),
      10,
    ),
    {
      name: `One of 3 hangs: live cells, p95 (Roadie's: ${
        patience * 1000 < PATIENCE_MS - 100
          ? `${patience.toFixed(1)} s`
          : `nothing in ${PATIENCE_MS / 1000} s`
      })`,
      value: percentile95(during) / 1000,
      unit: 's',
      goal: 2,
    },
    {
      name: 'The same: until its own cells say that it is unreachable',
      value: noticed,
      unit: 's',
      goal: 6,
    },
    {
      name: `Webhook until the page shows it, p95 of ${PUSHES}`,
      value: percentile95(shown),
      unit: 's',
      goal: 2,
    },
  ];
}

async function board(): Promise<Figure[]> {
  const { upstreams, start } = await open('many', MANY);
  const empty = await start(false);
  const emptyMiB = await empty.residentMiB();
  await empty.stop();
  const portal = await start(true);
  const cells = MANY.length * ENVIRONMENTS.length * CLUSTERS.length;
  await until(START_MS, `${cells} synced cells`, async () => {
    const reply = (await portal
      .get('/gitops/board?limit=1')
      .catch(() => undefined)) as { states: { synced?: number } } | undefined;
    return reply?.states.synced === cells || undefined;
  });
  let changes = 0;
  const changing = setInterval(() => {
    changes += 1;
    upstreams[changes % upstreams.length]?.say(
      MANY[(changes * 7) % MANY.length] ?? '',
      'prod',
      changes % 2 ? 'Degraded' : 'Healthy',
    );
  }, 50);
  const ours: number[] = [];
  const catalog: number[] = [];
  const queries = ['', '&sort=changed', '&cluster=two', '&state=degraded'];
  try {
    for (let run = 0; run < runs; run++) {
      let at = 0;
      ours.push(
        percentile95(
          await looks(1, 100, () =>
            portal.get(
              `/gitops/board?limit=100${queries[at++ % queries.length]}`,
            ),
          ),
        ),
      );
      catalog.push(
        percentile95(
          await looks(1, 50, () =>
            Promise.all([
              portal.get(
                '/catalog/entities/by-query?filter=kind=component&orderField=metadata.name,asc&limit=100',
              ),
              portal.get(
                '/catalog/entity-facets?filter=kind=component&facet=spec.owner&facet=spec.lifecycle',
              ),
            ]),
          ),
        ),
      );
    }
  } finally {
    clearInterval(changing);
  }
  const [own, peer] = [median(ours), median(catalog)];
  const residentMiB = await portal.residentMiB();
  await portal.stop();
  return [
    {
      name: `Board of ${cells} cells, p95`,
      value: own,
      unit: 'ms',
      goal: 50,
    },
    faster(
      `The same, beside the catalog's list with facets (${peer.toFixed(0)} ms)`,
      peer / own,
      2,
    ),
    {
      name: `Memory above a portal without clusters (${emptyMiB.toFixed(0)} MiB)`,
      value: residentMiB - emptyMiB,
      unit: 'MiB',
      goal: 400,
    },
  ];
}

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Stops what was started and deletes what was written, once. */
function end(): Promise<void> {
  ending ??= (async () => {
    for (const stop of stops.reverse()) await stop();
    // What an interruption left at work may still write.
    await rm(folder, { recursive: true, maxRetries: 5 });
  })();
  return ending;
}
