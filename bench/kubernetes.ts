/**
 * What it costs clusters, and whoever looks, to show pods:
 * `./slipway bench kubernetes [--minutes N] [--runs N] [--json]`.
 *
 * Five tabs are open on five components, which run on 3 clusters, then on 10. Each tab asks again every 10 s, as the
 * page of Backstage's Kubernetes plugin does, which asks for all clusters. Ours asks for the cell that is open, and
 * only when it is told of a change, but is made to ask as often here; and to ask for the cells of all clusters, too.
 * A run takes one minute unless told otherwise; what is published was measured for five. Ours and Backstage's backend
 * without anything of ours are portals of their own, over clusters of their own that do the same, at the same time.
 * Clusters are small HTTP servers that answer after 50 ms, with 60 pods, of which three restart every 15 s: in between
 * they are silent, and Slipway asks whether they are there. Calls include those of the first looks; times are those of
 * the later ones.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { lookAtBackstage, lookAtCells } from './support/kubernetesTabs.ts';
import { KubernetesUpstream } from './support/kubernetesUpstream.ts';
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
  componentsOf,
  writeEntities,
  writeStatusFleet,
} from './support/statusFleet.ts';
import { StatusPortal } from './support/statusPortal.ts';
import { lookAtSlipway, percentile95 } from './support/statusViewers.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const runs = Number(values.runs);
const LATENCY_MS = 50;
const TABS = 5;
const REFRESH_MS = 10_000;
const LOOKS = Math.max(
  Math.round((Number(values.minutes) * 60_000) / REFRESH_MS),
  1,
);
/** Tabs were not opened at the same moment. */
const APART_MS = 400;
const START_MS = 3 * 60_000;
const COMPONENTS = componentsOf(20);

const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
const stops: (() => Promise<void>)[] = [];
try {
  report([...(await measure(3)), ...(await measure(10))], values.json);
} finally {
  for (const stop of stops.reverse()) await stop();
  await rm(folder, { recursive: true, maxRetries: 5 });
}

async function measure(count: number): Promise<Figure[]> {
  const clusters = Array.from({ length: count }, (_, at) => `cluster-${at}`);
  const ours = await open('kubernetes', clusters);
  await until(START_MS, 'the repository', () =>
    lookAtSlipway(ours.portal, COMPONENTS.at(-1) ?? '')
      .then(() => true as const)
      .catch(() => undefined),
  );
  const theirs = await open('backstageKubernetes', clusters);
  const tabs = COMPONENTS.slice(0, TABS);
  const sides = {
    cell: (tab: string) =>
      lookAtCells(ours.portal, tab, [
        clusters[tabs.indexOf(tab) % count] ?? '',
      ]),
    cells: (tab: string) => lookAtCells(ours.portal, tab, clusters),
    backstage: (tab: string) => lookAtBackstage(theirs.portal, tab, clusters),
  };
  for (const tab of tabs) {
    await sides.cells(tab);
    await sides.backstage(tab);
  }
  await until(START_MS, 'the watches', async () =>
    ours.upstreams.every(one => one.watches > 0) ? true : undefined,
  );
  let restarts = 0;
  const changing = setInterval(() => {
    restarts += 1;
    const component = tabs[restarts % TABS] ?? '';
    for (const side of [ours, theirs]) {
      side.upstreams.forEach(one => one.restart(component));
    }
  }, 15_000);
  const times = {
    cell: [] as number[],
    cells: [] as number[],
    backstage: [] as number[],
  };
  try {
    for (let run = 0; run < runs; run++) {
      const [cell, cells, backstage] = await Promise.all([
        refresh(tabs, 0, sides.cell),
        refresh(tabs, REFRESH_MS / 3, sides.cells),
        refresh(tabs, (REFRESH_MS * 2) / 3, sides.backstage),
      ]);
      times.cell.push(percentile95(cell));
      times.cells.push(percentile95(cells));
      times.backstage.push(percentile95(backstage));
    }
  } finally {
    clearInterval(changing);
  }
  const calls = callsOf(ours.upstreams);
  const peerCalls = callsOf(theirs.upstreams);
  const own = median(times.cell);
  const all = median(times.cells);
  const peer = median(times.backstage);
  await ours.portal.stop();
  await theirs.portal.stop();
  return [
    faster(
      `Pods on ${count} clusters, ${TABS} tabs: calls (${calls}), beside Backstage's (${peerCalls})`,
      peerCalls / calls,
      10,
    ),
    faster(
      `The same, warm p95 of a cell (${own.toFixed(0)} ms; of all clusters ${all.toFixed(0)} ms), beside Backstage's (${peer.toFixed(0)} ms)`,
      peer / own,
      5,
    ),
  ];
}

function callsOf(upstreams: readonly KubernetesUpstream[]): number {
  return upstreams.reduce((sum, one) => sum + one.calls, 0);
}

/** Milliseconds that each look takes of tabs that ask again and again. */
async function refresh(
  tabs: readonly string[],
  afterMs: number,
  look: (tab: string) => Promise<void>,
): Promise<number[]> {
  const startedAt = performance.now() + afterMs;
  const times = await Promise.all(
    tabs.map(async (tab, at) => {
      const own: number[] = [];
      for (let round = 0; round < LOOKS; round++) {
        const due = startedAt + at * APART_MS + round * REFRESH_MS;
        await sleep(Math.max(due - performance.now(), 0));
        const [seconds] = await timed(() => look(tab));
        own.push(seconds * 1000);
      }
      return own;
    }),
  );
  return times.flat();
}

/** A portal over clusters of its own. */
async function open(
  program: 'kubernetes' | 'backstageKubernetes',
  clusters: readonly string[],
) {
  process.stderr.write(`Starting a portal with ${clusters.length} clusters\n`);
  const upstreams = await Promise.all(
    clusters.map(() => KubernetesUpstream.start(COMPONENTS, LATENCY_MS)),
  );
  stops.push(...upstreams.map(one => () => one.stop()));
  const own = await mkdtemp(join(folder, 'portal-'));
  const clone = join(own, 'clone');
  await writeStatusFleet(clone, COMPONENTS, clusters);
  const entities = join(own, 'entities.yaml');
  await writeEntities(entities, COMPONENTS);
  const tokenFile = join(own, 'token');
  await writeFile(tokenFile, 'any');
  const forge = await startForge(own);
  stops.push(forge.stop);
  await Proposals.publish(clone, forge);
  const portal = await StatusPortal.start({
    program,
    folder: own,
    forge,
    upstreams: [],
    entities,
    kubernetes: clusters.map((name, at) => ({
      name,
      url: upstreams[at]?.url ?? '',
      tokenFile,
    })),
  });
  stops.push(() => portal.stop());
  await until(START_MS, 'the catalog', () =>
    portal
      .get(`/catalog/entities/by-name/component/default/${COMPONENTS.at(-1)}`)
      .then(() => true as const)
      // What is not there yet is an error.
      .catch(() => undefined),
  );
  return { portal, upstreams };
}
