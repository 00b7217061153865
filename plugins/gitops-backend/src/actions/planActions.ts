import {
  gitopsPullRequestReadPermission,
  planStateSchema,
} from '@slipway/plugin-gitops-common';
import { READS } from './attributes';
import type { ActionTools } from './registerActions';

/** What open pull requests would do. */
export function registerPlanActions({ registry, api }: ActionTools): void {
  registry.register({
    name: 'get-pull-request-plan',
    title: 'Get Pull Request Plan',
    description:
      'What a pull request of the GitOps repository would do to each environment, and whether policies let it. Secrets are masked.',
    attributes: READS,
    visibilityPermission: gitopsPullRequestReadPermission,
    schema: {
      input: z => z.object({ number: z.number().int().positive() }),
      output: z =>
        z.object({
          status: z.enum(['planning', 'ready', 'failed']),
          problem: z.string().optional(),
          verdict: z.string().optional(),
          reasons: z.array(
            z.object({ message: z.string(), fix: z.string().optional() }),
          ),
          overlays: z.array(
            z.object({
              component: z.string(),
              environment: z.string(),
              clusters: z.array(z.string()),
              change: z.string(),
              from: z.string().optional(),
              to: z.string().optional(),
              objects: z.array(
                z.object({
                  kind: z.string(),
                  name: z.string(),
                  change: z.string(),
                }),
              ),
            }),
          ),
        }),
    },
    async action({ input, credentials }) {
      const state = await api.ask(credentials, {
        path: `/pull-requests/${input.number}/plan`,
        reply: planStateSchema,
      });
      const plan = state.status === 'ready' ? state.plan : undefined;
      return {
        output: {
          status: state.status,
          problem: state.status === 'failed' ? state.problem : undefined,
          verdict: plan?.verdict.level,
          reasons: plan?.verdict.reasons ?? [],
          overlays: (plan?.overlays ?? []).map(overlay => ({
            ...overlay,
            from: overlay.version.before,
            to: overlay.version.after,
          })),
        },
      };
    },
  });
}
