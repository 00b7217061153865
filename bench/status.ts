/**
 * How fast what runs is shown: `./slipway bench status [--runs N] [--json]`.
 *
 * The pages' data is asked of our backend and of Roadie's Argo CD backend in one process, in turns, over the same
 * Argo CDs. These are small HTTP servers that answer as much of Argo CD's API as both ask, after 50 ms. What is warm
 * is asked for the second time. The board has 1,000 components in 4 environments on 3 clusters, all with an entity in
 * the catalog; it is asked by a service, while Applications change 20 times a second, in turns with the catalog's own
 * list with facets over as many entities: on SQLite in memory, then on the PostgreSQL that comes with the platform.
 * Memory is what a portal has after it was told to collect garbage, and has come to rest, above one without any
 * component, cluster or entity. Who works on it measures less by `--only page`, `--only board` and `--components N`.
 */
import { parseArgs } from 'node:util';
import { type Figure, report } from './support/report.ts';
import { measureBoard } from './support/statusBoard.ts';
import { componentsOf } from './support/statusFleet.ts';
import { measurePage } from './support/statusPage.ts';
import { StatusStage } from './support/statusStage.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    components: { type: 'string', default: '1000' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const runs = Number(values.runs);
const stage = await StatusStage.create();
try {
  const figures: Figure[] = [];
  if (values.only !== 'board')
    figures.push(...(await measurePage(stage, runs)));
  if (values.only !== 'page') figures.push(...(await boards()));
  report(figures, values.json);
} finally {
  await stage.end();
}

async function boards(): Promise<Figure[]> {
  const scene = await stage.scene(
    'many',
    componentsOf(Number(values.components)),
  );
  const empty = await stage.scene('none', []);
  const options = { stage, scene, empty, runs };
  return [
    ...(await measureBoard({ ...options, database: 'SQLite' })),
    ...(await measureBoard({ ...options, database: 'PostgreSQL' })),
  ];
}
