import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError, Problem } from '../problem.ts';
import { prepare } from '../setup/prepare.ts';
import type { Prepared } from '../setup/prepare.ts';
import { readState } from '../supervisor/control-client.ts';
import { serveControls } from '../supervisor/control-server.ts';
import { deferred } from '../supervisor/deferred.ts';
import { takeLock } from '../supervisor/lock.ts';
import { rotateLogs } from '../supervisor/log-rotation.ts';
import { socketPath } from '../supervisor/socket-path.ts';
import { StateWriter } from '../supervisor/state-writer.ts';
import type { PartState, StackState } from '../supervisor/state.ts';
import { Supervisor } from '../supervisor/supervisor.ts';
import { requireFreePorts } from '../system/ports.ts';
import { isAlive, processFacts } from '../system/processes.ts';
import type { Workspace } from '../workspace.ts';
import type { UpOptions } from './options.ts';
import { portsOf, Stack } from './stack.ts';

const ROTATE_EVERY_MS = 30_000;

class Daemon {
  readonly #workspace: Workspace;
  readonly #state: StackState;
  readonly #previous: readonly PartState[];
  readonly #writer: StateWriter;
  readonly #supervisor: Supervisor;
  readonly #stopping = new AbortController();
  #resumeClusters: (() => void) | undefined;

  constructor(
    workspace: Workspace,
    state: StackState,
    previous: readonly PartState[],
  ) {
    this.#workspace = workspace;
    this.#state = state;
    this.#previous = previous;
    this.#writer = new StateWriter(workspace.stateFile, () => this.#state);
    this.#supervisor = new Supervisor({
      logsDir: workspace.logsDir,
      previous,
      changed: () => this.#changed(),
    });
  }

  async run(options: UpOptions): Promise<void> {
    const { logsDir, stateDir } = this.#workspace;
    await mkdir(logsDir, { recursive: true });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => this.#stopping.abort());
    }
    const socket = socketPath(stateDir);
    const server = await serveControls(socket, {
      state: () => this.#state,
      stop: () => this.#stopping.abort(),
      resume: () => this.#resumeClusters?.(),
    });
    await this.#writer.flush();
    const rotation = setInterval(() => {
      rotateLogs(logsDir).catch(error =>
        console.error(`The logs cannot be rotated: ${describeError(error)}`),
      );
    }, ROTATE_EVERY_MS);
    const stopped = new Promise<void>(resolve => {
      this.#stopping.signal.addEventListener('abort', () => resolve(), {
        once: true,
      });
    });
    try {
      await Promise.race([stopped, this.#bringUp(options)]);
      await stopped;
    } catch (error) {
      if (!this.#stopping.signal.aborted) {
        this.#state.error = describeError(error);
        console.error(error);
      }
    } finally {
      if (!this.#state.error) this.#state.phase = 'stopping';
      this.#stopping.abort();
      this.#changed();
      await this.#supervisor.stop();
      clearInterval(rotation);
      if (this.#state.error) this.#state.phase = 'failed';
      this.#changed();
      await this.#writer.flush();
      server.close();
      server.closeAllConnections();
      await rm(socket, { force: true });
    }
  }

  async #bringUp(options: UpOptions): Promise<void> {
    const prepared = await prepare(this.#workspace, options);
    await this.#requireFreePorts(prepared);
    const stack = new Stack(prepared, this.#supervisor, {
      changed: () => this.#changed(),
      signal: this.#stopping.signal,
    });
    this.#state.steps = stack.steps.states;
    this.#state.clusters = stack.clusters;
    this.#state.portalUrl = stack.settings.portalUrl;
    this.#state.forgeUrl = stack.settings.forgeUrl;
    const clusters = this.#keepTryingClusters(stack);
    await stack.startPortal();
    this.#state.phase = 'usable';
    this.#state.usableAt = Date.now();
    this.#changed();
    await clusters;
    // Parts that an earlier supervisor ran and this one has no use for.
    await this.#supervisor.endLeftBehind();
    this.#state.phase = 'complete';
    this.#state.completeAt = Date.now();
    this.#changed();
  }

  /** A cluster that fails takes nothing else down; the next `up` makes this try it again. */
  async #keepTryingClusters(stack: Stack): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await stack.startClusters();
        return;
      } catch (error) {
        console.error(error);
        const asked = deferred();
        this.#resumeClusters = asked.resolve;
        await asked.promise;
        this.#resumeClusters = undefined;
      }
    }
  }

  /** Checks all ports at once, so that a taken one is told before minutes have gone into the rest. */
  async #requireFreePorts(prepared: Prepared): Promise<void> {
    const alive = await Promise.all(
      this.#previous.map(part => part.process && isAlive(part.process)),
    );
    // What an earlier supervisor left running holds ports that are ours.
    const held = new Set(
      this.#previous
        .filter((_, index) => alive[index])
        .map(part => part.name.split('/')[0]),
    );
    await requireFreePorts(
      portsOf(prepared).filter(({ setting }) => !held.has(setting)),
    );
  }

  #changed(): void {
    this.#state.parts = this.#supervisor.parts;
    this.#writer.changed();
  }
}

/** The process behind `up`: runs the stack until it is told to stop. */
export async function runDaemon(
  workspace: Workspace,
  options: UpOptions,
): Promise<void> {
  // Whatever this process and its parts create is this user's alone, unless said otherwise.
  process.umask(0o077);
  const lock = join(workspace.stateDir, 'supervisor.lock');
  const taken = await takeLock(lock);
  if (!taken.held) {
    throw new Problem(
      `Slipway runs already (process ${taken.by.pid}); see ./slipway status`,
    );
  }
  const previous = (await readState(workspace))?.parts ?? [];
  const facts = await processFacts(process.pid);
  const state: StackState = {
    supervisor: { pid: process.pid, startTime: facts?.startTime ?? '' },
    startedAt: Date.now(),
    phase: 'starting',
    steps: [],
    parts: previous,
    clusters: [],
  };
  const daemon = new Daemon(workspace, state, previous);
  try {
    await daemon.run(options);
  } finally {
    await rm(lock, { force: true });
  }
}
