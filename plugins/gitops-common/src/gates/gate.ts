import { z } from 'zod';
import type { Environments } from '../environments/environments';
import type { Verdict } from '../plan/plan';

/** A condition that a change must meet, and whether it does. */
export const gateResultSchema = z.object({
  gate: z.enum(['policies', 'hold', 'healthy', 'approvals', 'freeze']),
  /** `waiting`: time or people can open it; `refused`: only another change can. */
  state: z.enum(['open', 'waiting', 'refused']),
  /** One line: what is fulfilled, or what it waits for. */
  message: z.string(),
  /** When it opens by itself if nothing else happens; undefined if time alone does not open it. */
  until: z.iso.datetime().optional(),
  /** Why it is open although its condition is not met. */
  exception: z
    .object({ reason: z.string(), by: z.string().optional() })
    .optional(),
});

/** Forward promotion of a component into an environment is stopped until somebody releases it. */
export const holdSchema = z.object({
  component: z.string(),
  environment: z.string(),
  reason: z.string().min(1).max(500),
  by: z.string().min(1).max(300),
  at: z.iso.datetime({ offset: true }),
});

/** A person's reason to promote in a freeze. */
export const gateExceptionSchema = z.strictObject({
  reason: z.string().trim().min(1).max(500),
  by: z.string().min(1).max(300),
});

/** See {@link gateResultSchema}. */
export type GateResult = z.infer<typeof gateResultSchema>;
/** See {@link holdSchema}. */
export type Hold = z.infer<typeof holdSchema>;
/** See {@link gateExceptionSchema}. */
export type GateException = z.infer<typeof gateExceptionSchema>;

/** What is known of the very release on one cluster of an environment before. Times are ISO 8601. */
export type UpstreamHealth = {
  component: string;
  environment: string;
  cluster: string;
} & (
  | { status: 'healthy'; since: string }
  /** It was healthy until another release took its place. */
  | { status: 'replaced'; since: string; until: string }
  /** It is there and not healthy, or was not when it was replaced. */
  | { status: 'unhealthy' }
  /** The component is not meant to run there. */
  | { status: 'not-deployed' }
);

/** What decides about gates. */
export interface GateInput {
  /** Which environment the change is for. */
  environment: string;
  environments: Environments;
  kind: 'promotion' | 'rollback' | 'train';
  /** Components that the change is of. */
  components: readonly string[];
  now: Date;
  /** A component's cluster that is missing is one of which nothing is known. */
  upstream: readonly UpstreamHealth[];
  /** Who approved the newest commit of the change. */
  approvals: readonly string[];
  /** Who made the change, whose own approval does not count. */
  author?: string;
  /** All that there are; those of other components and environments do not matter. */
  holds: readonly Hold[];
  exception?: GateException;
  /** Whether the change is a hotfix. */
  hotfix: boolean;
  /** Who gave the label of a hotfix to its pull request, or took it, if anybody did; and why it is none all the same. */
  hotfixLabel?: { by: string; refusal?: string };
  /** What its plan comes to; undefined while it is being planned. */
  verdict?: Verdict;
}
