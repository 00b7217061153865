import { setTimeout as sleep } from 'node:timers/promises';
import type { Invocation } from '../cli/verb.ts';
import { required, text, texts, usageProblem } from '../cli/values.ts';
import { duration } from '../output/format.ts';
import { writeResult } from '../output/result.ts';
import type { PortalClient } from '../portal/client.ts';
import { plain } from '../portal/text.ts';
import { ExitCode, Problem } from '../problem.ts';
import { type Cell, environmentOf, readDelivery } from './reply.ts';
import { type State, stateSchema } from './states.ts';

const LOOK_EVERY_MS = 2000;
const REPEAT_EVERY_MS = 15_000;

/** What is waited for. */
interface Goal {
  environment: string;
  clusters: readonly string[];
  version: string | undefined;
  state: State;
}

/** `./slipway wait COMPONENT --in ENV`: until every cluster has the version in the state. */
export async function waitForDelivery(
  portal: PortalClient,
  component: string,
  { options, seconds }: Pick<Invocation, 'options'> & { seconds: number },
): Promise<number> {
  const state = stateSchema.safeParse(options.state ?? 'synced');
  if (!state.success) {
    throw usageProblem(
      'wait',
      `--state is one of ${stateSchema.options.join(', ')}`,
    );
  }
  const goal: Goal = {
    environment: required('wait', text(options, 'in'), '--in'),
    clusters: texts(options, 'cluster'),
    version: text(options, 'version'),
    state: state.data,
  };
  const startedAt = Date.now();
  let said = '';
  let saidAt = startedAt;
  for (;;) {
    const { line, cells } = await look(portal, component, goal);
    if (cells) {
      writeResult(options.json, { component, cells }, () => line);
      return ExitCode.ok;
    }
    const passed = Date.now() - startedAt;
    if (passed > seconds * 1000) {
      throw new Problem(`After ${duration(passed)}: ${line}`, {
        exitCode: ExitCode.timedOut,
      });
    }
    if (line !== said || Date.now() - saidAt > REPEAT_EVERY_MS) {
      process.stderr.write(`${duration(passed)}: ${line}\n`);
      said = line;
      saidAt = Date.now();
    }
    await sleep(LOOK_EVERY_MS);
  }
}

async function look(
  portal: PortalClient,
  component: string,
  goal: Goal,
): Promise<{ line: string; cells?: readonly Cell[] }> {
  let cells: readonly Cell[];
  try {
    const delivery = await readDelivery(portal, component);
    cells = chosenCells(environmentOf(delivery, goal.environment).cells, goal);
  } catch (error) {
    // A portal that restarts is no reason to give up waiting.
    if (error instanceof Problem && error.exitCode === ExitCode.unreachable) {
      return { line: error.message };
    }
    throw error;
  }
  const line = `${component} in ${goal.environment}: ${cells.map(inWords).join('; ')}`;
  return cells.every(cell => reached(cell, goal)) ? { line, cells } : { line };
}

function chosenCells(
  cells: readonly Cell[],
  { clusters, environment }: Goal,
): readonly Cell[] {
  const chosen = cells.filter(
    ({ cluster }) => clusters.length === 0 || clusters.includes(cluster),
  );
  const absent = clusters.find(
    name => !chosen.some(({ cluster }) => cluster === name),
  );
  if (chosen.length > 0 && absent === undefined) return chosen;
  throw new Problem(
    `${environment} is not on ${absent ?? 'any cluster'}; see ./slipway status`,
    { exitCode: ExitCode.notFound },
  );
}

function reached(cell: Cell, { version, state }: Goal): boolean {
  if (cell.state !== state) return false;
  if (version === undefined) return true;
  // Git wanting it is not enough where the cluster says what it has.
  return (
    cell.desired?.version === version &&
    (cell.synced?.version ?? version) === version
  );
}

function inWords(cell: Cell): string {
  const message = cell.message ? ` (${plain(cell.message)})` : '';
  return `${cell.cluster} ${plain(cell.desired?.version ?? 'no version')} ${cell.state}${message}`;
}
