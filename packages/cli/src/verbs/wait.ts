import { setTimeout as sleep } from 'node:timers/promises';
import { PORTAL_EXITS, portalOptions, STATES } from '../cli/portal-options.ts';
import { timeoutOf, timeoutOption } from '../cli/timeout.ts';
import type { Verb } from '../cli/verb.ts';
import { Terminal } from '../output/terminal.ts';
import { createProgress } from '../output/progress.ts';
import { withPortal } from '../portal/with-portal.ts';
import { ExitCode, Problem } from '../problem.ts';
import { observe } from '../supervisor/control-client.ts';

/** `./slipway wait` */
export const waitVerb: Verb = {
  name: 'wait',
  about: 'portal',
  summary: 'Wait for a component somewhere, or for the Slipway of this machine',
  operands: '[component]',
  maxOperands: 1,
  options: {
    in: { type: 'string', value: 'ENV', help: 'environment of the component' },
    version: {
      type: 'string',
      value: 'VERSION',
      help: 'until it has this release (default: whichever Git wants)',
    },
    state: {
      type: 'string',
      value: 'STATE',
      choices: STATES,
      help: 'until it is in this state (default: synced)',
    },
    cluster: {
      type: 'string',
      multiple: true,
      value: 'NAME',
      help: 'only on this cluster (default: all that the environment has)',
    },
    clusters: {
      type: 'boolean',
      help: 'without a component: wait for the local clusters too',
    },
    ...timeoutOption,
    ...portalOptions,
  },
  details: [
    'With a component it asks the portal; without one it waits until the portal of this machine is usable.',
    ...PORTAL_EXITS,
  ],
  examples: [
    [
      './slipway wait shop --in prod --version 1.4.2',
      'until prod runs it on every cluster',
    ],
    ['./slipway wait --clusters --timeout 900', 'at most a quarter of an hour'],
  ],
  async run({ workspace, options, operands }) {
    const seconds = timeoutOf('wait', options);
    const [component] = operands;
    if (component !== undefined) {
      return withPortal({ workspace, options }, async portal => {
        const { waitForDelivery } = await import('../delivery/wait.ts');
        return waitForDelivery(portal, component, { options, seconds });
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
            { exitCode: ExitCode.timedOut },
          );
        }
        await sleep(250);
      }
    } finally {
      progress.end();
    }
  },
};
