import { z } from 'zod';
import { STATES } from '../cli/portal-options.ts';
import type { Terminal } from '../output/terminal.ts';

/** States of a component in one environment on one cluster, in the portal's words. */
export const stateSchema = z.enum(STATES);

/** See {@link stateSchema}. */
export type State = z.infer<typeof stateSchema>;

type Style = Parameters<Terminal['style']>[0];

/** As on the portal's pages: never by colour alone. */
const APPEARANCES: Record<State, [style: Style, shape: string, word: string]> =
  {
    degraded: ['red', '▲', 'Degraded'],
    drifted: ['yellow', '⇄', 'Drifted'],
    unreachable: ['yellow', '≠', 'Unreachable'],
    forbidden: ['yellow', '⊘', 'Forbidden'],
    stale: ['yellow', '◷', 'Stale'],
    unknown: ['yellow', '?', 'Unknown'],
    progressing: ['cyan', '◐', 'Progressing'],
    'not-deployed': ['dim', '–', 'Not deployed'],
    synced: ['green', '●', 'Synced'],
  };

/** A state as colour, shape and word. */
export function stateLabel(state: State, terminal: Terminal): string {
  const [style, shape, word] = APPEARANCES[state];
  return terminal.style(style, `${shape} ${word}`);
}
