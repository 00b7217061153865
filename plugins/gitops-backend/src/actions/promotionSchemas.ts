import type {
  GateResult,
  PromotionDetail,
  PromotionPreview,
  PromotionRequest,
} from '@slipway/plugin-gitops-common';
import type { z as zod } from 'zod/v3';

/** Where a release is to be brought. */
export function targetInput(z: typeof zod) {
  return z.object({
    component: z.string(),
    environment: z.string().describe('Into which environment'),
    version: z.string().describe('Which release; a program never guesses one'),
    clusters: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Only these clusters; all of the environment by default'),
    reason: z.string().max(500).optional().describe('Why, for the log'),
  });
}

/** The same, forward. */
export function promotionInput(z: typeof zod) {
  return targetInput(z).extend({
    source: z
      .string()
      .optional()
      .describe('Environment that the release comes from'),
    hotfix: z.boolean().default(false),
  });
}

/** Where several releases are to be brought together. */
export function trainInput(z: typeof zod) {
  const { environment, source, reason, hotfix } = promotionInput(z).shape;
  const { component, version, clusters } = targetInput(z).shape;
  return z.object({
    environment,
    source,
    reason,
    hotfix,
    parts: z
      .array(z.object({ component, version, clusters }))
      .min(2)
      .max(200)
      .describe('One for each component'),
  });
}

/** What a gate says. */
export function gatesOutput(z: typeof zod) {
  return z
    .array(
      z.object({ gate: z.string(), state: z.string(), message: z.string() }),
    )
    .describe('Gates that are not open, and what they wait for');
}

/** How far a promotion is. */
export function promotionOutput(z: typeof zod) {
  return z.object({
    id: z.string(),
    state: z.string(),
    message: z.string().optional(),
    problem: z
      .string()
      .optional()
      .describe('Why it does not go on for now, as while the forge is away'),
    pullRequest: z.object({ number: z.number(), url: z.string() }).optional(),
    gates: gatesOutput(z),
  });
}

/** What a request would do. */
export function previewOutput(z: typeof zod) {
  return z.object({
    refused: z
      .boolean()
      .describe('Whether nothing can come of it: do not ask for it then'),
    direct: z.boolean().describe('Merged without a pull request'),
    parts: z.array(
      z.object({
        component: z.string(),
        clusters: z.array(z.string()),
        from: z.string().optional(),
        to: z.string(),
      }),
    ),
    gates: gatesOutput(z),
    reasons: z.array(z.string()).describe('What the plan says against it'),
    supersedes: z.array(z.string()),
    behind: z.array(z.string()),
    behindHidden: z
      .literal(true)
      .optional()
      .describe('It also waits behind what the person may not see'),
  });
}

/** The input of an action as the API takes it. */
export function requestOf(
  kind: 'promotion' | 'rollback',
  input: zod.infer<ReturnType<typeof targetInput>> & {
    source?: string;
    hotfix?: boolean;
  },
): Omit<PromotionRequest, 'hotfix'> & { hotfix?: boolean } {
  const { component, version, clusters, ...rest } = input;
  return { kind, ...rest, parts: [{ component, version, clusters }] };
}

/** What an action says of a promotion. */
export function promotionSummary(detail: PromotionDetail) {
  const { promotion, gates, problem } = detail;
  const { id, state, pullRequest, history } = promotion;
  return {
    id,
    state,
    message: history.at(-1)?.message,
    problem,
    pullRequest,
    gates: closed(gates),
  };
}

/** What an action says of a preview. */
export function previewSummary(preview: PromotionPreview) {
  const { gates, verdict, direct, parts, supersedes } = preview;
  return {
    refused:
      verdict?.level === 'refused' ||
      gates.some(({ state }) => state === 'refused'),
    direct,
    parts,
    gates: closed(gates),
    reasons: verdict?.reasons.map(({ message }) => message) ?? [],
    supersedes,
    behind: preview.behind,
    behindHidden: preview.behindHidden,
  };
}

function closed(gates: readonly GateResult[]) {
  return gates.filter(({ state }) => state !== 'open');
}
