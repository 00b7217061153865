import { z } from 'zod';

/** Channel of Backstage signals on which the portal says that what it knows has changed. */
export const GITOPS_SIGNAL_CHANNEL = 'gitops';

/**
 * What is said on {@link GITOPS_SIGNAL_CHANNEL}, to everybody signed in. It names nothing, because not everybody may
 * know every name: whoever looks at something that may have changed asks again, by their own rights.
 */
export const gitopsSignalSchema = z.object({
  /** `delivery`: desired or running state; `promotions`: promotions and holds; `changes`: the log. */
  topic: z.enum(['delivery', 'promotions', 'changes', 'pull-requests']),
  /** Keys of the components it is about (see `componentKey`); absent if it may be about any. */
  keys: z.array(z.string()).max(100).optional(),
});

/** See {@link gitopsSignalSchema}. */
export type GitOpsSignal = z.infer<typeof gitopsSignalSchema>;

/** Key of a component in signals: FNV-1a of 32 bits, which tells apart but does not tell the name. */
export function componentKey(component: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(component)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
