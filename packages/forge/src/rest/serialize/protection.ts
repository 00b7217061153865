import type { ForgeContext } from '../../context.ts';
import type { BranchProtection } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl } from './urls.ts';

/** Where a branch's protection is found. */
export const protectionUrl = (
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  branch: string,
) =>
  apiUrl(
    context,
    `/repos/${repo}/branches/${encodeURIComponent(branch)}/protection`,
  );

/** `branch-protection` */
export function protection(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  { branch, rules }: BranchProtection,
) {
  const url = protectionUrl(context, repo, branch);
  return {
    url,
    ...(rules.checks
      ? {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: rules.checks.strict,
            contexts: rules.checks.contexts,
            contexts_url: `${url}/required_status_checks/contexts`,
            checks: rules.checks.contexts.map(name => ({
              context: name,
              app_id: null,
            })),
          },
        }
      : {}),
    ...(rules.reviews
      ? {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: rules.reviews.dismissStale,
            require_code_owner_reviews: rules.reviews.requireCodeOwners,
            required_approving_review_count: rules.reviews.count,
            require_last_push_approval: rules.reviews.requireLastPushApproval,
          },
        }
      : {}),
    required_signatures: {
      url: `${url}/required_signatures`,
      enabled: rules.requiredSignatures,
    },
    enforce_admins: {
      url: `${url}/enforce_admins`,
      enabled: rules.enforceAdmins,
    },
    required_linear_history: { enabled: rules.requiredLinearHistory },
    allow_force_pushes: { enabled: rules.allowForcePushes },
    allow_deletions: { enabled: rules.allowDeletions },
    block_creations: { enabled: rules.blockCreations },
    required_conversation_resolution: {
      enabled: rules.requiredConversationResolution,
    },
    lock_branch: { enabled: rules.lockBranch },
    allow_fork_syncing: { enabled: rules.allowForkSyncing },
  } satisfies Schema<'branch-protection'>;
}
