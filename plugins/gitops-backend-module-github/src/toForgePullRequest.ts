import type {
  PullRequestEvent,
  ReviewSummary,
} from '@slipway/plugin-gitops-common';
import type {
  ForgePullRequest,
  ForgePullRequestDetail,
  ForgePullRequestEvent,
} from '@slipway/plugin-gitops-node';
import { checksOf, toCheckState } from './checksOf';
import { labelsOf } from './labelsOf';
import { loginOf } from './loginOf';
import { mergeOf } from './mergeOf';
import { remarksOf } from './remarksOf';
import type {
  GithubDetail,
  GithubListed,
  GithubRollupState,
  GithubSummary,
} from './pullRequestReply';

const STATES = { OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const;

const REVIEW_KINDS = new Map<string, PullRequestEvent['kind']>([
  ['APPROVED', 'approved'],
  ['CHANGES_REQUESTED', 'changes-requested'],
]);

/** A pull request of the list in the words of the plugin. */
export function toForgePullRequest(
  slug: string,
  pull: GithubListed,
): ForgePullRequest {
  const rollup = pull.commits.nodes[0]?.commit.statusCheckRollup;
  return { ...toSummary(slug, pull), checks: toChecks(rollup?.state) };
}

/** One pull request with everything, in the words of the plugin. */
export function toForgePullRequestDetail(
  slug: string,
  pull: GithubDetail,
): ForgePullRequestDetail {
  const rollup = pull.newest.nodes[0]?.commit.statusCheckRollup;
  const checkRuns = checksOf(
    rollup?.contexts.nodes ?? [],
    pull.baseRef?.refUpdateRule?.requiredStatusCheckContexts ?? [],
  );
  return {
    ...toSummary(slug, pull),
    checks: toChecks(rollup?.state),
    body: pull.body,
    base: pull.baseRefName,
    commits: pull.commits.nodes.map(({ commit }) => ({
      sha: commit.oid,
      message: commit.messageHeadline,
      author: commit.author?.user?.login ?? commit.author?.name ?? 'ghost',
      at: new Date(commit.committedDate).toISOString(),
    })),
    events: toEvents(pull),
    checkRuns,
    merge: mergeOf(pull, checkRuns),
    behind: pull.mergeStateStatus === 'BEHIND',
    labels: labelsOf(pull),
  };
}

function toSummary(
  slug: string,
  pull: GithubSummary,
): Omit<ForgePullRequest, 'checks'> {
  const reviews = pull.latestOpinionatedReviews?.nodes ?? [];
  return {
    number: pull.number,
    title: pull.title,
    url: pull.url,
    state: STATES[pull.state],
    draft: pull.isDraft,
    author: loginOf(pull.author),
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    branch: branchOf(slug, pull),
    commit: pull.headRefOid,
    approvals: reviews.filter(({ state }) => state === 'APPROVED').length,
    reviewers: (pull.reviewRequests?.nodes ?? []).flatMap(
      ({ requestedReviewer: one }) => {
        // A team that the portal may not see is null.
        const name = one?.combinedSlug ? `@${one.combinedSlug}` : one?.login;
        return name === undefined ? [] : [name];
      },
    ),
  };
}

/** A fork may name its branches as Slipway does; with the owner before it, none is mistaken. */
function branchOf(slug: string, pull: GithubSummary): string {
  const head = pull.headRepository?.nameWithOwner.toLowerCase();
  return head === slug.toLowerCase()
    ? pull.headRefName
    : `${pull.headRepositoryOwner?.login ?? 'fork'}:${pull.headRefName}`;
}

function toChecks(state?: GithubRollupState): ReviewSummary['checks'] {
  return state === undefined ? 'none' : toCheckState(state);
}

function toEvents({
  comments,
  reviews,
  reviewThreads,
}: GithubDetail): ForgePullRequestEvent[] {
  const said: ForgePullRequestEvent[] = comments.nodes.map(comment => ({
    kind: 'comment',
    author: loginOf(comment.author),
    body: comment.body,
    at: comment.createdAt,
    url: comment.url,
    own: comment.viewerDidAuthor,
  }));
  const reviewed = (reviews?.nodes ?? []).flatMap(review =>
    // One that is still being written has no time, and one without words only holds remarks together.
    review.submittedAt === null ||
    (review.state === 'COMMENTED' && review.body === '')
      ? []
      : {
          kind: REVIEW_KINDS.get(review.state) ?? ('reviewed' as const),
          author: loginOf(review.author),
          body: review.body,
          at: review.submittedAt,
          url: review.url,
          own: review.viewerDidAuthor,
          commit: review.commit?.oid,
        },
  );
  return [...said, ...reviewed, ...remarksOf(reviewThreads)].sort((a, b) =>
    a.at.localeCompare(b.at),
  );
}
