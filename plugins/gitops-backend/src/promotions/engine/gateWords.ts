import { type GateResult, gatesVerdict } from '@slipway/plugin-gitops-common';
import type { ForgeStatus } from '@slipway/plugin-gitops-node';

/** Gates of which nobody tells that they opened are looked at this often. Milliseconds. */
const LOOK_AGAIN_MS = 30_000;
/** Timers do not go further. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Name of the check on the forge. */
export const GATES_STATUS_CONTEXT = 'slipway/gates';

/** The first gate that is not open, in words. */
export function gateWords(gates: readonly GateResult[]): string {
  const first =
    gates.find(({ state }) => state === 'refused') ??
    gates.find(({ state }) => state === 'waiting');
  return first?.message ?? 'All gates are open';
}

/** What gates come to, as a check on the forge. */
export function gatesStatus(
  gates: readonly GateResult[],
): Pick<ForgeStatus, 'state' | 'description'> {
  const { state } = gatesVerdict(gates);
  const states = {
    open: 'success',
    waiting: 'pending',
    refused: 'failure',
  } as const;
  return { state: states[state], description: gateWords(gates) };
}

/** How long to wait for gates. */
export function pauseUntil(until: string | undefined, now: Date): number {
  const time =
    until === undefined ? LOOK_AGAIN_MS : Date.parse(until) - now.getTime();
  return Math.min(Math.max(time, 1_000), LONGEST_PAUSE_MS);
}
