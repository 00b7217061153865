/**
 * How fast manifests are rendered, beside `kustomize build`: `./slipway bench render [--runs N] [--json]`.
 *
 * Both render the same repository in turn, and what they give is compared byte by byte.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildRenderer } from '../packages/renderer/build/buildRenderer.ts';
import {
  componentFile,
  overlaysOf,
  SHARED_FILE,
  writeFleet,
} from './support/fleet.ts';
import { Kustomize } from './support/kustomize.ts';
import { processorSeconds } from './support/processorSeconds.ts';
import { MeasuredRenderer } from './support/renderer.ts';
import { faster, median, report, timed } from './support/report.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});

const PROCESSES = 2;
const SINGLE = 20;
const COMMITS = 10;
const COMPONENTS = 300;
const some = overlaysOf(100);
const all = overlaysOf(COMPONENTS);
const thousand = overlaysOf(334);
/** Overlays that nothing else is measured with. */
const others = thousand.slice(all.length);

/** One round over everything; both sides see the same machine. */
async function round(kustomize: Kustomize, repository: string, wasm: string) {
  const renderer = new MeasuredRenderer();
  await renderer.open(wasm, repository);
  const build = (paths: readonly string[], processes = PROCESSES) =>
    timed(() => kustomize.build(paths, { repository, processes }));
  // The program starts with the first render, and is compiled while it renders more.
  await renderer.render(others);

  const before = await processorSeconds();
  const [cliSome, cli] = await build(some);
  const cliProcessor = (await processorSeconds()) - before;
  const cold = await renderer.render(some);
  assert.deepEqual(cold.digests, cli.digests, 'The results are not the same');
  const again = await renderer.render(some);

  const singles = some.slice(0, SINGLE);
  const [, { each: cliEach }] = await build(singles, 1);
  await renderer.edit(SHARED_FILE, '# edited\n');
  const { each } = await renderer.render(singles, true);
  await renderer.render(all);

  const commits: number[] = [];
  for (let commit = 0; commit < COMMITS; commit++) {
    await renderer.edit(componentFile(COMPONENTS - 1 - commit), '# edited\n');
    commits.push((await renderer.render(all)).seconds);
  }
  await renderer.edit(SHARED_FILE, '# edited again\n');
  const shared = await renderer.render(all);
  const { poolMiB } = await renderer.render(thousand);
  await renderer.close();

  // A third of them were built; for the others it would do the same again.
  const cliAll = (cliSome / some.length) * all.length;
  return {
    first: cliSome / cold.seconds,
    firstProcessor: cliProcessor / cold.processorSeconds,
    again: cliSome / again.seconds,
    single: median(cliEach) / median(each),
    commit: cliAll / median(commits),
    // The peer is this renderer itself, without what it remembers.
    commitItself: shared.seconds / median(commits),
    shared: cliAll / shared.seconds,
    poolMiB,
  };
}

const repository = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
try {
  const wasm = await buildRenderer({
    onProgress: text => process.stderr.write(`${text}\n`),
  });
  await writeFleet(repository, thousand.length / 3);
  const kustomize = await Kustomize.find();
  const rounds: Awaited<ReturnType<typeof round>>[] = [];
  for (let run = 0; run < Number(values.runs); run++) {
    rounds.push(await round(kustomize, repository, wasm));
  }
  const middle = (name: keyof (typeof rounds)[number]) =>
    median(rounds.map(one => one[name]));
  report(
    [
      faster(
        '300 overlays, never rendered, beside the CLI',
        middle('first'),
        10,
      ),
      faster('The same in processor time', middle('firstProcessor'), 10),
      faster(
        '300 overlays, rendered before, beside the CLI',
        middle('again'),
        10,
      ),
      faster('One changed overlay, warm, beside the CLI', middle('single'), 10),
      faster('One-file commit in 900, beside the CLI', middle('commit'), 50),
      faster(
        'One-file commit in 900, beside itself anew',
        middle('commitItself'),
        50,
      ),
      faster('Shared base of 900, beside the CLI', middle('shared'), 10),
      {
        name: 'Memory of the pool with 1,002 overlays cached',
        value: middle('poolMiB'),
        unit: 'MiB',
        goal: 600,
      },
    ],
    values.json,
  );
} finally {
  await rm(repository, { recursive: true });
}
