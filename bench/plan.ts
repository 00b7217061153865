/**
 * How fast a pull request is planned, beside rendering both branches with the CLI, two overlays at a
 * time, and comparing: `./slipway bench plan [--runs N] [--json]`.
 *
 * Ours is the time from a webhook to the status on the forge: reading Git, rendering, policies, the
 * plan, its row in the database, status and comment. The peer's is only rendering all overlays of
 * both branches and `diff`. The portal has planned a pull request before, as on any but its first day.
 *
 * Both are also counted in processor time, which tells more where the machine does other work: of the
 * portal with its git, and of kustomize and diff. Linux only.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { buildRenderer } from '../packages/renderer/build/buildRenderer.ts';
import { overlaysOf, writeFleet, writePlatform } from './support/fleet.ts';
import { Kustomize } from './support/kustomize.ts';
import { processorSeconds } from './support/processorSeconds.ts';
import { Proposals } from './support/proposals.ts';
import { faster, median, report, timed } from './support/report.ts';
import { startForge, startPortal } from './support/servers.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    components: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
  },
});

const run = promisify(execFile);
const PROCESSES = 2;
const DIFFERENT = 1;
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;
const overlays = overlaysOf(Number(values.components));
const sizes = [1, 20, 200].filter(size => size <= overlays.length);

const folder = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
const stops: (() => Promise<void>)[] = [];
let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    end().finally(() => process.exit(128 + constants.signals[signal]));
  });
}
try {
  const wasm = await buildRenderer({
    onProgress: say,
  });
  const kustomize = await Kustomize.find();
  const clone = join(folder, 'clone');
  await writeFleet(clone, overlays.length / 3);
  await writePlatform(clone);
  const forge = await startForge(folder);
  stops.push(forge.stop);
  await Proposals.publish(clone, forge);
  const portal = await startPortal(folder, wasm, forge);
  stops.push(portal.stop);
  const proposals = new Proposals(clone, { forge, portal });
  await proposals.planned(await proposals.open(overlays.slice(0, 1), '2.0.0'));

  const peers: Cost[] = [];
  const ours = sizes.map((): Cost[] => []);
  for (let round = 1; round <= Number(values.runs); round++) {
    let commit = '';
    for (const [at, size] of sizes.entries()) {
      commit = await proposals.open(overlays.slice(-size), `2.${round}.${at}`);
      const cost = await costOf(() => proposals.planned(commit), {
        pid: portal.pid,
      });
      ours[at]?.push(cost);
      say(`Run ${round}, plan of ${size} overlays: ${inWords(cost)}`);
    }
    const cost = await peer(kustomize, proposals, commit);
    peers.push(cost);
    say(`Run ${round}, the CLI: ${inWords(cost)}`);
  }
  // Rendering everything takes the peer as long for one overlay as for all.
  const middle = (costs: readonly Cost[], of: keyof Cost) =>
    median(costs.map(cost => cost[of]));
  const cli = middle(peers, 'seconds');
  report(
    sizes.flatMap((size, at) => {
      const costs = ours[at] ?? [];
      const own = middle(costs, 'seconds');
      return [
        faster(
          `Plan of ${size} of ${overlays.length} overlays (${own.toFixed(1)} s), beside the CLI (${cli.toFixed(1)} s)`,
          cli / own,
          10,
        ),
        faster(
          'The same in processor time',
          middle(peers, 'processor') / middle(costs, 'processor'),
          10,
        ),
      ];
    }),
    values.json,
  );
} finally {
  await end();
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

/** What something takes: on the clock, and of the processors, which other work on the machine does not stretch. */
interface Cost {
  seconds: number;
  processor: number;
}

/** @param options.pid - of the process that does it with its children; without it, children of this one do */
async function costOf(
  work: () => Promise<void>,
  { pid }: { pid?: number } = {},
): Promise<Cost> {
  const before = await processorSeconds(pid);
  const [seconds] = await timed(work);
  return { seconds, processor: (await processorSeconds(pid)) - before };
}

function inWords({ seconds, processor }: Cost): string {
  return `${seconds.toFixed(1)} s, of processors ${processor.toFixed(1)} s`;
}

async function peer(
  kustomize: Kustomize,
  proposals: Proposals,
  head: string,
): Promise<Cost> {
  const sides = { base: 'main', head };
  for (const [side, commit] of Object.entries(sides)) {
    await proposals.checkOut(commit, join(folder, 'checkout', side));
  }
  const cost = await costOf(async () => {
    for (const side of Object.keys(sides)) {
      await kustomize.build(overlays, {
        repository: join(folder, 'checkout', side),
        processes: PROCESSES,
        output: join(folder, 'rendered', side),
      });
    }
    await run('diff', ['--recursive', '--unified', 'base', 'head'], {
      cwd: join(folder, 'rendered'),
      maxBuffer: MOST_OUTPUT_BYTES,
    }).catch(error => {
      if (error.code !== DIFFERENT) throw error;
    });
  });
  for (const made of ['checkout', 'rendered']) {
    await rm(join(folder, made), { recursive: true });
  }
  return cost;
}
