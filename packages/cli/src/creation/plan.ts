import { z } from 'zod';
import type { Terminal } from '../output/terminal.ts';
import type { PortalClient } from '../portal/client.ts';
import { plain } from '../portal/text.ts';
import { verdictLines } from '../promotions/page.ts';
import type { TemplateValues } from './values.ts';

/** The portal rehearses the whole template. */
const PATIENCE_MS = 5 * 60_000;

const planSchema = z.looseObject({
  id: z.string(),
  plan: z
    .looseObject({
      overlays: z.array(
        z.looseObject({
          path: z.string(),
          environment: z.string(),
          clusters: z.array(z.string()),
          change: z.string(),
          objects: z.array(z.unknown()),
        }),
      ),
    })
    .optional(),
  checks: z.array(
    z.looseObject({
      status: z.enum(['ok', 'conflict', 'unknown']),
      message: z.string(),
    }),
  ),
  /** Undefined if a component that exists is changed. */
  repository: z
    .looseObject({ slug: z.string(), files: z.array(z.unknown()) })
    .optional(),
  entities: z.array(z.looseObject({ kind: z.string(), name: z.string() })),
  /** What happens at once and without a review. */
  effects: z.array(z.string()).default([]),
  verdict: z.looseObject({
    level: z.enum(['safe', 'attention', 'refused']),
    reasons: z.array(
      z.looseObject({ message: z.string(), fix: z.string().optional() }),
    ),
  }),
});

/** What a creation would leave everywhere. */
export type CreationPlan = z.infer<typeof planSchema>;

/** Asks what would come of a template with these answers; nothing is created. */
export function planCreation(
  portal: PortalClient,
  template: string,
  values: TemplateValues,
): Promise<CreationPlan> {
  return portal.ask({
    method: 'POST',
    path: '/api/gitops/plans/creation',
    body: { template, values },
    timeoutMs: PATIENCE_MS,
    reply: planSchema,
  });
}

/** The plan for people: repository, entities, environments, and the verdict. */
export function planPage(plan: CreationPlan, terminal: Terminal): string {
  const { repository, entities, effects, checks } = plan;
  return [
    ...(repository
      ? [
          `Repository ${plain(repository.slug)}: ${repository.files.length} files`,
        ]
      : []),
    ...effects.map(plain),
    ...entities.map(
      ({ kind, name }) => `Catalog: ${plain(kind)} ${plain(name)}`,
    ),
    ...(plan.plan?.overlays ?? []).map(
      ({ path, environment, clusters, change, objects }) =>
        `${plain(environment)} on ${clusters.map(plain).join(', ')}: ${plain(path)} ${plain(change)}, ${objects.length} objects`,
    ),
    ...checks
      .filter(({ status }) => status !== 'ok')
      .map(({ status, message }) =>
        terminal.style(
          status === 'conflict' ? 'red' : 'yellow',
          `${status === 'conflict' ? '✘' : '?'} ${plain(message)}`,
        ),
      ),
    ...verdictLines(plan.verdict, terminal),
  ].join('\n');
}
