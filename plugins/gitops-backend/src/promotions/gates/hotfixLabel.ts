import type { GateInput, Promotion } from '@slipway/plugin-gitops-common';
import type { ForgePullRequestDetail } from '@slipway/plugin-gitops-node';

/** The label by which people say on the forge that a promotion is a hotfix. */
export const HOTFIX_LABEL = 'hotfix';

/** Knows whose word on the forge counts. */
export interface GateOverriders {
  /** Whether somebody may override gates, by their login on the forge. */
  include(login: string): Promise<boolean>;
}

/**
 * Whether a promotion is a hotfix. What people did to the label since it was asked for counts more than the request;
 * setting it counts only if they might have asked so, taking it away always does.
 */
export async function hotfixOf(
  { hotfix }: Pick<Promotion, 'hotfix'>,
  pullRequest: Pick<ForgePullRequestDetail, 'author' | 'labels'> | undefined,
  overriders: GateOverriders,
): Promise<Pick<GateInput, 'hotfix' | 'hotfixLabel'>> {
  const label = pullRequest?.labels?.find(
    ({ name }) => name.toLowerCase() === HOTFIX_LABEL,
  );
  // The portal opened the pull request, and sets the label of what was asked for as a hotfix.
  if (!label || label.by === pullRequest?.author) {
    return { hotfix };
  }
  const { by, isSet } = label;
  if (!isSet) {
    return {
      hotfix: false,
      ...(hotfix && {
        hotfixLabel: { by, refusal: `${by} took the label ${label.name} away` },
      }),
    };
  }
  return (await overriders.include(by))
    ? { hotfix: true, hotfixLabel: { by } }
    : {
        hotfix: false,
        hotfixLabel: {
          by,
          refusal: `the label ${label.name} of ${by} counts for nothing, who may not override gates`,
        },
      };
}
