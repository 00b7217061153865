import type { ForgeLabel } from '@slipway/plugin-gitops-node';
import { loginOf } from './loginOf';
import type { GithubDetail } from './pullRequestReply';

/** What became of each label last, and who did it. */
export function labelsOf({
  labels,
  timelineItems,
}: Pick<GithubDetail, 'labels' | 'timelineItems'>): ForgeLabel[] {
  const present = new Set(labels?.nodes.map(({ name }) => name.toLowerCase()));
  const last = new Map(
    timelineItems.nodes.map(({ label: { name }, actor, createdAt }) => [
      name.toLowerCase(),
      {
        name,
        // One that the repository has no longer was taken by nobody.
        isSet: present.has(name.toLowerCase()),
        by: loginOf(actor),
        at: createdAt,
      },
    ]),
  );
  return [...last.values()];
}
