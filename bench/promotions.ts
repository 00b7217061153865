/**
 * How fast releases are promoted, and in how many calls of the forge: `./slipway bench promotions [--runs N] [--json]`.
 *
 * Ours is from the request of a promotion, or of a release train, until its pull request is open: the request, its
 * record, reading Git, the branch, the commit and the pull request. Its calls are all that are made until its gates
 * are told on the forge, too, with what the portal asks by itself meanwhile. The peer is the scaffolder's
 * `publish:github:pull-request` with the same files, which does no more than the pull request. Both use the same
 * forge, with real Git, in turns, 50 ms away.
 *
 * Times are those of an unlimited quota, as the peer does not end with GitHub's. Then that is enforced as it is
 * documented: in a minute 900 points (one to read, five to write) and 80 requests that create something, and 100
 * requests at a time. Each measurement begins with all of it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DistantForge } from './support/distantForge.ts';
import { type Cost, costOf, promotion } from './support/promotionWork.ts';
import { Proposals } from './support/proposals.ts';
import { PullRequestAction } from './support/pullRequestAction.ts';
import { faster, type Figure, median, report } from './support/report.ts';
import { REPOSITORY, startForge, until } from './support/servers.ts';
import {
  componentsOf,
  writeRelease,
  writeStatusFleet,
} from './support/statusFleet.ts';
import { StatusPortal } from './support/statusPortal.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

const runs = Number(values.runs);
const LATENCY_MS = 50;
/** For each promotion that is waited for. */
const LOOK_MS = 100;
const SIZES = [1, 20, 200];
const MANY = 200;
const SIDE_BY_SIDE = 25;
const MOST_CALLS = 8;
/** Newer than what the other environments have. */
const RELEASE = { version: '2.0.0', source: 'dev', environment: 'test' };
const START_MS = 5 * 60_000;
const statusesSchema = z.array(z.object({ context: z.string() }));

const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
const stops: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    end().finally(() => process.exit(128 + constants.signals[signal]));
  });
}
try {
  const perRun = SIZES.reduce((sum, size) => sum + size, 0);
  const components = componentsOf(runs * perRun + MANY + SIDE_BY_SIDE);
  const { distant, ends, action } = await open([...components]);
  const ours = (works: readonly string[][]) => {
    const lookMs = LOOK_MS * works.length;
    return costOf(
      works.map(names => promotion({ ...ends, lookMs }, names, RELEASE)),
      distant,
    );
  };
  const peers = async (works: readonly string[][]) =>
    costOf(
      await Promise.all(
        works.map(names =>
          action.prepare(`from-${names[0]}`, into => release(into, names)),
        ),
      ),
      distant,
    );
  /** The same by both, of components that neither has promoted yet. */
  const both = async (what: string, sizes: readonly number[]) => {
    const works = sizes.map(size => components.splice(0, size));
    const costs = { ours: await ours(works), peer: await peers(works) };
    say(`${what}: ${inWords(costs.ours)}; the peer: ${inWords(costs.peer)}`);
    return costs;
  };

  const costs = SIZES.map((): Both[] => []);
  for (let run = 1; run <= runs; run++) {
    for (const [at, size] of SIZES.entries()) {
      costs[at]?.push(await both(`Run ${run}, ${size} files`, [size]));
    }
  }
  distant.isStrict = true;
  const many = await both(`${MANY} files within the limits`, [MANY]);
  const sizes = Array.from({ length: SIDE_BY_SIDE }, () => 1);
  const together = await both(`${SIDE_BY_SIDE} within the limits`, sizes);
  report(
    [...SIZES.flatMap((size, at) => pace(size, costs[at] ?? [])), ...limited()],
    values.json,
  );

  function limited(): Figure[] {
    const of = (cost: Cost, all: number) =>
      `${cost.failures.length} of ${all} fail`;
    return [
      {
        name: `${MANY} files within GitHub's limits (the peer's: ${of(many.peer, 1)}, after ${many.peer.calls} calls)`,
        value: many.ours.failures.length,
        unit: 'failures',
        goal: 0,
      },
      {
        name: `${SIDE_BY_SIDE} side by side within them, in ${together.ours.seconds.toFixed(0)} s, ${together.ours.refused} calls refused and repeated (the peer's: ${of(together.peer, SIDE_BY_SIDE)})`,
        value: together.ours.failures.length,
        unit: 'failures',
        goal: 0,
      },
    ];
  }
} finally {
  await end();
}

/** What it took to do the same. */
interface Both {
  ours: Cost;
  peer: Cost;
}

function pace(size: number, costs: readonly Both[]): Figure[] {
  const middle = (side: keyof Both, of: 'seconds' | 'calls') =>
    median(costs.map(one => one[side][of]));
  const [own, peer] = [middle('ours', 'seconds'), middle('peer', 'seconds')];
  const times = `${own.toFixed(1)} s), beside the scaffolder's (${peer.toFixed(1)} s)`;
  const calls: Figure = {
    name: `The same: calls of the forge (the scaffolder's: ${middle('peer', 'calls')})`,
    value: middle('ours', 'calls'),
    unit: 'calls',
    goal: MOST_CALLS,
  };
  // Of a few files both are a handful of calls; there is nothing to win but what is said of the calls.
  return size < MANY
    ? [{ ...calls, name: `Pull request of ${size} (${times}: calls` }]
    : [faster(`Pull request of ${size} (${times}`, peer / own, 5), calls];
}

/** A portal and the peer, before a forge with a repository of components. */
async function open(components: readonly string[]) {
  say(`Starting a portal with ${components.length} components`);
  const clone = join(folder, 'clone');
  await writeStatusFleet(clone, components);
  for (const name of components) {
    await writeRelease(clone, name, RELEASE.source, RELEASE.version);
  }
  const near = await startForge(folder);
  stops.push(near.stop);
  await Proposals.publish(clone, near);
  const distant = await DistantForge.start(near.url, LATENCY_MS);
  stops.push(() => distant.stop());
  const forge = { url: distant.url, token: near.token };
  const portal = await StatusPortal.start({
    program: 'status',
    folder,
    forge,
    upstreams: [],
  });
  stops.push(() => portal.stop());
  const last = components.at(-1);
  await until(START_MS, 'the repository to be read', async () => {
    const delivery = (await portal
      .get(`/gitops/components/${last}/delivery`)
      .catch(() => undefined)) as { known: boolean } | undefined;
    return delivery?.known || undefined;
  });
  // Asked nearby, so that it is not counted.
  const hasGates = async (commit: string) => {
    const path = `/api/v3/repos/${REPOSITORY}/commits/${commit}/statuses`;
    const response = await fetch(`${near.url}${path}`, {
      headers: { authorization: `Bearer ${near.token}` },
    });
    const statuses = statusesSchema.parse(await response.json());
    return statuses.some(({ context }) => context === 'slipway/gates');
  };
  return {
    distant,
    ends: { portal, hasGates },
    action: new PullRequestAction(folder, forge),
  };
}

/** Writes what a promotion of the components changes. */
async function release(into: string, names: readonly string[]): Promise<void> {
  const { environment, version } = RELEASE;
  for (const name of names) {
    await writeRelease(into, name, environment, version);
  }
}

function inWords({ seconds, calls, refused, failures }: Cost): string {
  const failed = failures.length ? `, ${failures.length} failed` : '';
  return `${seconds.toFixed(1)} s, ${calls} calls, ${refused} refused${failed}`;
}

/** Minutes pass; standard output is for the figures. */
function say(text: string): void {
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
