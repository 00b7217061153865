import { z } from 'zod';

const nodes = <T extends z.ZodType>(node: T) =>
  z.object({ nodes: z.array(node) });

const pageInfo = z.object({
  hasNextPage: z.boolean(),
  endCursor: z.string().nullable(),
});

/** Null for an account that is gone. */
const actor = z
  .object({ __typename: z.string(), login: z.string() })
  .nullable();

const rollupState = z.enum([
  'EXPECTED',
  'PENDING',
  'SUCCESS',
  'FAILURE',
  'ERROR',
]);

const summary = z.object({
  number: z.number(),
  title: z.string(),
  url: z.string(),
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  author: actor,
  headRefName: z.string(),
  headRefOid: z.string(),
  headRepository: z.object({ nameWithOwner: z.string() }).nullable(),
  headRepositoryOwner: z.object({ login: z.string() }).nullable(),
  reviewRequests: nodes(
    z.object({
      requestedReviewer: z
        .object({
          __typename: z.string(),
          login: z.string().optional(),
          combinedSlug: z.string().optional(),
        })
        .nullable(),
    }),
  ).nullable(),
  latestOpinionatedReviews: nodes(z.object({ state: z.string() })).nullable(),
});

const check = z.discriminatedUnion('__typename', [
  z.object({
    __typename: z.literal('StatusContext'),
    context: z.string(),
    statusState: rollupState,
    description: z.string().nullable(),
    targetUrl: z.string().nullable(),
    isRequired: z.boolean(),
  }),
  z.object({
    __typename: z.literal('CheckRun'),
    name: z.string(),
    status: z.string(),
    conclusion: z.string().nullable(),
    title: z.string().nullable(),
    detailsUrl: z.string().nullable(),
    isRequired: z.boolean(),
  }),
]);

const detail = summary.extend({
  body: z.string(),
  baseRefName: z.string(),
  mergedAt: z.string().nullable(),
  mergeable: z.enum(['MERGEABLE', 'CONFLICTING', 'UNKNOWN']),
  mergeStateStatus: z.string(),
  reviewDecision: z
    .enum(['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED'])
    .nullable(),
  mergeCommit: z.object({ oid: z.string() }).nullable(),
  baseRef: z
    .object({
      refUpdateRule: z
        .object({
          requiredStatusCheckContexts: z
            .array(z.string().nullable())
            .nullable(),
        })
        .nullable(),
    })
    .nullable(),
  labels: nodes(z.object({ name: z.string() })).nullable(),
  timelineItems: nodes(
    z.object({
      createdAt: z.string(),
      actor,
      label: z.object({ name: z.string() }),
    }),
  ),
  comments: nodes(
    z.object({
      body: z.string(),
      createdAt: z.string(),
      url: z.string(),
      viewerDidAuthor: z.boolean(),
      author: actor,
    }),
  ),
  reviews: nodes(
    z.object({
      body: z.string(),
      state: z.string(),
      submittedAt: z.string().nullable(),
      url: z.string(),
      viewerDidAuthor: z.boolean(),
      author: actor,
      commit: z.object({ oid: z.string() }).nullable(),
    }),
  ).nullable(),
  reviewThreads: nodes(
    z.object({
      path: z.string(),
      /** Null for remarks on files, and where the line is gone. */
      line: z.number().int().nullable(),
      originalLine: z.number().int().nullable(),
      isOutdated: z.boolean(),
      isResolved: z.boolean(),
      comments: nodes(
        z.object({
          body: z.string(),
          createdAt: z.string(),
          url: z.string(),
          viewerDidAuthor: z.boolean(),
          author: actor,
          originalCommit: z.object({ oid: z.string() }).nullable(),
        }),
      ),
    }),
  ),
  commits: nodes(
    z.object({
      commit: z.object({
        oid: z.string(),
        messageHeadline: z.string(),
        committedDate: z.string(),
        author: z
          .object({
            name: z.string().nullable(),
            user: z.object({ login: z.string() }).nullable(),
          })
          .nullable(),
      }),
    }),
  ),
  newest: nodes(
    z.object({
      commit: z.object({
        statusCheckRollup: z
          .object({ state: rollupState, contexts: nodes(check) })
          .nullable(),
      }),
    }),
  ),
});

const listed = summary.extend({
  commits: nodes(
    z.object({
      commit: z.object({
        statusCheckRollup: z.object({ state: rollupState }).nullable(),
      }),
    }),
  ),
});

const repository = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ repository: z.object(shape) });

/** Reply to `LIST_QUERY`. */
export const listReply = repository({
  pullRequests: z.object({ pageInfo, nodes: z.array(listed) }),
});
/** Reply to `DETAIL_QUERY`. */
export const detailReply = repository({ pullRequest: detail });
/** Reply to `COMMENTS_QUERY`. */
export const commentsReply = repository({
  pullRequest: z.object({
    comments: z.object({
      pageInfo,
      nodes: z.array(
        z.object({
          fullDatabaseId: z.string(),
          body: z.string(),
          url: z.string(),
          viewerDidAuthor: z.boolean(),
        }),
      ),
    }),
  }),
});
/** Reply to `HEAD_QUERY`. */
export const headReply = repository({
  viewerDefaultMergeMethod: z.enum(['MERGE', 'SQUASH', 'REBASE']),
  pullRequest: z.object({ state: z.string(), headRefOid: z.string() }),
});

/** Somebody, as GraphQL names them. */
export type GithubActor = z.infer<typeof actor>;
/** What the list and the page share. */
export type GithubSummary = z.infer<typeof summary>;
/** A pull request of the list. */
export type GithubListed = z.infer<typeof listed>;
/** A pull request with everything. */
export type GithubDetail = z.infer<typeof detail>;
/** A status or a check run. */
export type GithubCheck = z.infer<typeof check>;
/** What all checks of a commit come to. */
export type GithubRollupState = z.infer<typeof rollupState>;
/** A page of the list. */
export type ListPage = z.infer<typeof listReply>['repository']['pullRequests'];
/** A page of comments. */
export type CommentsPage = z.infer<
  typeof commentsReply
>['repository']['pullRequest']['comments'];
