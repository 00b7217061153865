import type { OptionSpec, Verb } from './verb.ts';

/** Options of every verb that asks a portal. */
export const portalOptions = {
  portal: {
    type: 'string',
    value: 'URL',
    help: 'which portal (default: SLIPWAY_PORTAL, else where you signed in last)',
  },
  json: { type: 'boolean', help: 'print JSON for programs' },
} satisfies Record<string, OptionSpec>;

/** States of a component on a cluster, the gravest first; the portal's words. */
export const STATES = [
  'degraded',
  'drifted',
  'unreachable',
  'forbidden',
  'stale',
  'unknown',
  'progressing',
  'not-deployed',
  'synced',
] as const;

/** How far promotions are; the portal's words. */
export const PROMOTION_STATES = [
  'requested',
  'branch',
  'committed',
  'pull-request-open',
  'merged',
  'synced',
  'healthy',
  'refused',
  'superseded',
  'failed',
  'cancelled',
] as const;

/** Options of verbs that ask for a change. */
export const reasonOption = {
  reason: {
    type: 'string',
    value: 'TEXT',
    help: 'why, in your words; it is kept in the log',
  },
} satisfies Record<string, OptionSpec>;

/** Options of verbs that ask for another release somewhere. */
export const changeOptions = {
  cluster: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'only on this cluster; may be given several times',
  },
  ...reasonOption,
  'dry-run': { type: 'boolean', help: 'only say what would come of it' },
  wait: { type: 'boolean', help: 'until it is healthy, or ended otherwise' },
} satisfies Record<string, OptionSpec>;

/** The line of a verb's help on its exit status. */
export const PORTAL_EXITS: NonNullable<Verb['details']> = [
  'Exit status: 0 done, 1 refused by a gate or a policy, 2 usage, 4 not signed in, 5 not found or not',
  'permitted, 6 the portal cannot be reached, 7 timed out.',
];
