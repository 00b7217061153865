import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { isAlive } from '../system/processes.ts';
import type { Workspace } from '../workspace.ts';
import { socketPath } from './socket-path.ts';
import type { PartState, StackState } from './state.ts';

const ANSWER_TIMEOUT_MS = 3000;

/** What can be learnt about a stack from outside. */
export interface Observation {
  /** Whether a supervisor lives. */
  running: boolean;
  state?: StackState;
  /** The parts that live on without a supervisor. */
  orphans: PartState[];
}

/** Looks at the stack: asks the supervisor, or reads what it wrote last. */
export async function observe(workspace: Workspace): Promise<Observation> {
  const answered = await ask(workspace, 'GET', '/state');
  if (answered) return { running: true, state: answered, orphans: [] };
  const state = await readState(workspace);
  if (!state) return { running: false, orphans: [] };
  if (await isAlive(state.supervisor)) {
    return { running: true, state, orphans: [] };
  }
  const orphans: PartState[] = [];
  for (const part of state.parts) {
    if (part.process && (await isAlive(part.process))) orphans.push(part);
  }
  return { running: false, state, orphans };
}

/** Asks the supervisor to stop everything; false when none answers. */
export async function requestStop(workspace: Workspace): Promise<boolean> {
  return (await ask(workspace, 'POST', '/stop')) !== undefined;
}

/** Asks the supervisor to try again what failed. */
export async function requestResume(workspace: Workspace): Promise<boolean> {
  return (await ask(workspace, 'POST', '/resume')) !== undefined;
}

/** The state written last, whoever wrote it. */
export async function readState(
  workspace: Workspace,
): Promise<StackState | undefined> {
  try {
    return JSON.parse(await readFile(workspace.stateFile, 'utf8'));
  } catch {
    return undefined; // never started, or not readable: nothing is known
  }
}

function ask(
  workspace: Workspace,
  method: string,
  path: string,
): Promise<StackState | undefined> {
  return new Promise(resolve => {
    const asked = request(
      {
        socketPath: socketPath(workspace.stateDir),
        method,
        path,
        timeout: ANSWER_TIMEOUT_MS,
      },
      response => {
        text(response).then(
          body => resolve(JSON.parse(body)),
          () => resolve(undefined),
        );
      },
    );
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(undefined));
    asked.end();
  });
}
