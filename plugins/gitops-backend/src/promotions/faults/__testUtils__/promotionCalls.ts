import type { Hold } from './ForgeGate';

/** Calls of the forge that promotions are made of. */
const CALLS = {
  branch: { method: 'POST', path: '/git/refs' },
  commit: { method: 'PATCH', path: '/git/refs' },
  pull: { method: 'POST', path: '/pulls' },
  merge: { method: 'POST', path: '/merges' },
} as const;

/** See {@link STEPS}. */
export type Call = keyof typeof CALLS;

/** The calls in whose middle something happens. */
export const STEPS: readonly Call[] = ['branch', 'commit', 'pull', 'merge'];

/** Of what merges by itself, the branch is gone in the end; one that wakes must not leave it again. */
export const isDirect = (call: Call) => call === 'branch' || call === 'merge';

/** Holds up a call of a component's promotion. */
export function holdOf(
  call: Call,
  when: Hold['when'],
  component: string,
): Hold {
  const { method, path } = CALLS[call];
  return { when, method, contains: [path, component] };
}
