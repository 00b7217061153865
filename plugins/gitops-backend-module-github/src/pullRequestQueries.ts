/** How many commits, comments and reviews, each, are read: the newest. GitHub gives no more at a time. */
const NEWEST = 100;
/** How many threads of remarks on lines are read, and how many remarks of each. */
const THREADS = { threads: 50, remarks: 20 };

const SUMMARY = `fragment summary on PullRequest {
  number title url state isDraft createdAt updatedAt
  author { __typename login }
  headRefName headRefOid
  headRepository { nameWithOwner }
  headRepositoryOwner { login }
  reviewRequests(first: 20) {
    nodes {
      requestedReviewer {
        __typename
        ... on User { login }
        ... on Bot { login }
        ... on Mannequin { login }
        ... on Team { combinedSlug }
      }
    }
  }
  latestOpinionatedReviews(first: 50, writersOnly: true) { nodes { state } }
}`;

/** A page of open pull requests with what a list shows of each: one call, whatever their number. */
export const LIST_QUERY = `query($owner: String!, $name: String!, $base: String!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: 50, after: $cursor, states: [OPEN], baseRefName: $base, orderBy: {field: CREATED_AT, direction: DESC}) {
      pageInfo { hasNextPage endCursor }
      nodes {
        ...summary
        commits(last: 1) { nodes { commit { statusCheckRollup { state } } } }
      }
    }
  }
}
${SUMMARY}`;

/** Everything about one pull request, by one call. */
export const DETAIL_QUERY = `query($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      ...summary
      body baseRefName mergedAt mergeable mergeStateStatus reviewDecision
      mergeCommit { oid }
      baseRef { refUpdateRule { requiredStatusCheckContexts } }
      labels(first: ${NEWEST}) { nodes { name } }
      timelineItems(last: ${NEWEST}, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {
        nodes {
          ... on LabeledEvent { createdAt actor { __typename login } label { name } }
          ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
        }
      }
      comments(last: ${NEWEST}) { nodes { body createdAt url viewerDidAuthor author { __typename login } } }
      reviews(last: ${NEWEST}) { nodes { body state submittedAt url viewerDidAuthor author { __typename login } commit { oid } } }
      reviewThreads(last: ${THREADS.threads}) {
        nodes {
          path line originalLine isOutdated isResolved
          comments(first: ${THREADS.remarks}) { nodes { body createdAt url viewerDidAuthor author { __typename login } originalCommit { oid } } }
        }
      }
      commits(last: ${NEWEST}) { nodes { commit { oid messageHeadline committedDate author { name user { login } } } } }
      newest: commits(last: 1) {
        nodes {
          commit {
            statusCheckRollup {
              state
              contexts(first: ${NEWEST}) {
                nodes {
                  __typename
                  ... on StatusContext { context statusState: state description targetUrl isRequired(pullRequestNumber: $number) }
                  ... on CheckRun { name status conclusion title detailsUrl isRequired(pullRequestNumber: $number) }
                }
              }
            }
          }
        }
      }
    }
  }
}
${SUMMARY}`;

/** A page of comments, with which of them are one's own. */
export const COMMENTS_QUERY = `query($owner: String!, $name: String!, $number: Int!, $cursor: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      comments(first: 100, after: $cursor) {
        pageInfo { hasNextPage endCursor }
        nodes { fullDatabaseId body url viewerDidAuthor }
      }
    }
  }
}`;

/** What has to be known before a person acts on a pull request. */
export const HEAD_QUERY = `query($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    viewerDefaultMergeMethod
    pullRequest(number: $number) { state headRefOid }
  }
}`;
