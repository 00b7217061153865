import { setTimeout as sleep } from 'node:timers/promises';
import type { Verb } from '../cli/verb.ts';
import { Terminal } from '../output/terminal.ts';
import { createProgress } from '../output/progress.ts';
import { ExitCode, Problem } from '../problem.ts';
import { observe } from '../supervisor/control-client.ts';

const DEFAULT_TIMEOUT_S = 1800;

/** `./slipway wait` */
export const waitVerb: Verb = {
  name: 'wait',
  summary: 'Wait until the portal is usable, or the clusters are ready too',
  options: {
    clusters: { type: 'boolean', help: 'wait for the clusters too' },
    timeout: {
      type: 'string',
      value: 'SECONDS',
      help: `give up after this long (${DEFAULT_TIMEOUT_S})`,
    },
  },
  examples: [
    ['./slipway wait --clusters --timeout 900', 'at most a quarter of an hour'],
  ],
  async run({ workspace, options }) {
    const seconds = Number(options.timeout ?? DEFAULT_TIMEOUT_S);
    if (!(seconds > 0)) {
      throw new Problem('--timeout takes a number of seconds, such as 900', {
        exitCode: ExitCode.usage,
      });
    }
    const deadline = Date.now() + seconds * 1000;
    const progress = await createProgress(new Terminal());
    try {
      for (;;) {
        const { running, state } = await observe(workspace);
        if (!running || !state) {
          throw new Problem(
            'Slipway is not running; start it with ./slipway up',
            {
              exitCode: ExitCode.notRunning,
            },
          );
        }
        progress.show(state);
        const failed = state.clusters.find(c => c.status === 'failed');
        if (options.clusters && failed) {
          throw new Problem(
            `Cluster ${failed.name} did not start: ${failed.error}; ./slipway up tries again`,
          );
        }
        if (state.phase === 'complete') return ExitCode.ok;
        if (state.phase === 'usable' && !options.clusters) return ExitCode.ok;
        if (Date.now() > deadline) {
          throw new Problem(
            `It is not ready after ${seconds} s; see ./slipway status`,
          );
        }
        await sleep(250);
      }
    } finally {
      progress.end();
    }
  },
};
