import { setTimeout as delay } from 'node:timers/promises';
import { forgeApi, PLAN_CHECK, planStatus } from '../../e2e/support/forge.ts';
import type { Platform } from '../../e2e/support/platform.ts';

/**
 * Waits until the forge knows that the plan of a pull request allows a merge.
 *
 * @throws when the plan refuses it, or there is none after `timeoutSeconds`
 */
export async function untilPlanned(
  platform: Platform,
  number: number,
  timeoutSeconds: number,
): Promise<void> {
  const api = forgeApi(platform, 'robin');
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const state = await planStatus(api, number);
    if (state === 'success') return;
    if (state === 'failure' || Date.now() > deadline) {
      throw new Error(
        `${PLAN_CHECK} of pull request #${number} is ${state ?? 'unknown'}; see its page in the portal`,
      );
    }
    await delay(100);
  }
}
