import { z } from 'zod';

const word = z.string().regex(/^[a-z][a-z0-9-]*$/);
const reason = z.string().trim().min(1).max(500);

/** Body of `POST /promotions` as the portal takes it, and nothing else. */
export const requestSchema = z.strictObject({
  kind: z.enum(['promotion', 'rollback', 'train']),
  environment: word,
  source: word.optional(),
  parts: z
    .array(
      z.strictObject({
        component: word,
        version: z.string().min(1).max(300),
        clusters: z.array(word).min(1).optional(),
      }),
    )
    .min(1),
  reason: reason.optional(),
  hotfix: z.boolean().default(false),
  exception: z.strictObject({ reason }).optional(),
});

/** A request as the portal understood it. */
export type Asked = z.infer<typeof requestSchema>;

/** What the portal says that a request would do. */
export function previewOf(
  { parts }: Asked,
  gates: object[] = [],
  more: object = {},
) {
  return {
    parts: parts.map(({ component, version }) => ({
      component,
      overlay: `apps/${component}/overlays/prod`,
      clusters: ['yc', 'vk'],
      from: '1.4.1',
      to: version,
      images: [],
    })),
    direct: false,
    gates,
    behind: [],
    supersedes: [],
    ...more,
  };
}

/** A promotion in a state. */
export function detailOf(asked: Asked, state: string, message?: string) {
  return {
    promotion: {
      id: 'p-1',
      kind: asked.kind,
      environment: asked.environment,
      parts: previewOf(asked).parts,
      state,
      direct: false,
      hotfix: asked.hotfix,
      requestedBy: 'user:default/casey',
      requestedAt: '2026-01-01T10:00:00Z',
      pullRequest: { number: 7, url: 'https://forge.example/pull/7' },
      history: [{ state, at: '2026-01-01T10:00:00Z', message }],
    },
    gates: [],
    behind: [],
  };
}
