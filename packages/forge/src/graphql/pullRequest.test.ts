import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  startForge,
  type Person,
  type TestForge,
} from '../testing/startForge.ts';

/** What a page of reviews asks. */
const PULL = `query($number: Int!) {
  repository(owner: "acme", name: "infra") {
    viewerDefaultMergeMethod
    pullRequests(first: 5, states: [OPEN], baseRefName: "main", orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes { number }
    }
    pullRequest(number: $number) {
      title state isDraft isCrossRepository author { login }
      headRefOid mergeable mergeStateStatus reviewDecision merged mergeCommit { oid }
      headRepository { nameWithOwner } headRepositoryOwner { login }
      baseRef { refUpdateRule { requiredStatusCheckContexts } }
      reviewRequests(first: 5) { nodes { requestedReviewer { ... on User { login } ... on Team { combinedSlug } } } }
      reviews(last: 5) { nodes { state body author { login } commit { oid } } }
      latestOpinionatedReviews(first: 5, writersOnly: true) { nodes { state } }
      labels(first: 5) { nodes { name } }
      timelineItems(last: 5, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes {
        __typename
        ... on LabeledEvent { createdAt actor { login } label { name } }
        ... on UnlabeledEvent { createdAt actor { login } label { name } }
      } }
      comments(first: 5) { nodes { fullDatabaseId body viewerDidAuthor } }
      commits(last: 1) { totalCount nodes { commit { messageHeadline author { name } statusCheckRollup {
        state
        contexts(first: 5) { nodes {
          __typename
          ... on StatusContext { context state isRequired(pullRequestNumber: $number) }
          ... on CheckRun { name status conclusion isRequired(pullRequestNumber: $number) }
        } }
      } } } }
    }
  }
}`;

describe('a pull request in GraphQL', () => {
  let forge: TestForge;
  let number: number;
  let head: string;
  const target = { owner: 'acme', repo: 'infra' };

  const ask = async (person: Person = 'reader') => {
    const response = await fetch(`${forge.url}/api/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query: PULL, variables: { number } }),
      headers: {
        'content-type': 'application/json',
        authorization: `bearer ${forge.secrets[person].token}`,
      },
    });
    const { data, errors } = await response.json();
    assert.equal(errors, undefined);
    return data.repository;
  };

  before(async () => {
    forge = await startForge();
    const owner = forge.as('owner');
    await owner.rest.repos.createInOrg({
      org: 'acme',
      name: 'infra',
      auto_init: true,
    });
    for (const username of ['writer', 'reviewer']) {
      await owner.rest.repos.addCollaborator({
        ...target,
        username,
        permission: 'push',
      });
    }
    await owner.rest.repos.updateBranchProtection({
      ...target,
      branch: 'main',
      required_status_checks: {
        strict: false,
        contexts: [],
        checks: [{ context: 'slipway/plan' }],
      },
      enforce_admins: false,
      required_pull_request_reviews: { required_approving_review_count: 1 },
      restrictions: null,
    });
    const writer = forge.as('writer');
    const main = await writer.rest.git.getRef({ ...target, ref: 'heads/main' });
    await writer.rest.git.createRef({
      ...target,
      ref: 'refs/heads/change',
      sha: main.data.object.sha,
    });
    const file = await writer.rest.repos.createOrUpdateFileContents({
      ...target,
      branch: 'change',
      path: 'file',
      message: 'Change the file\n\nwith a reason',
      content: '',
    });
    head = file.data.commit.sha ?? '';
    const pull = await writer.rest.pulls.create({
      ...target,
      title: 'Change',
      head: 'change',
      base: 'main',
    });
    number = pull.data.number;
  });
  after(() => forge.dispose());

  it('tells of checks, reviews and rules as they come, and of the merge', async () => {
    assert.deepEqual(await ask(), {
      viewerDefaultMergeMethod: 'MERGE',
      pullRequests: { nodes: [{ number }] },
      pullRequest: {
        title: 'Change',
        state: 'OPEN',
        isDraft: false,
        isCrossRepository: false,
        author: { login: 'writer' },
        headRefOid: head,
        mergeable: 'MERGEABLE',
        mergeStateStatus: 'BLOCKED',
        reviewDecision: 'REVIEW_REQUIRED',
        merged: false,
        mergeCommit: null,
        headRepository: { nameWithOwner: 'acme/infra' },
        headRepositoryOwner: { login: 'acme' },
        baseRef: {
          refUpdateRule: { requiredStatusCheckContexts: ['slipway/plan'] },
        },
        reviewRequests: { nodes: [] },
        labels: { nodes: [] },
        timelineItems: { nodes: [] },
        reviews: { nodes: [] },
        latestOpinionatedReviews: { nodes: [] },
        comments: { nodes: [] },
        commits: {
          totalCount: 1,
          nodes: [
            {
              commit: {
                messageHeadline: 'Change the file',
                author: { name: 'The writer' },
                statusCheckRollup: null,
              },
            },
          ],
        },
      },
    });

    const pull = { ...target, pull_number: number };
    await forge.as('writer').rest.pulls.requestReviewers({
      ...pull,
      reviewers: ['reviewer'],
      team_reviewers: ['developers'],
    });
    await forge.as('writer').rest.issues.createComment({
      ...target,
      issue_number: number,
      body: 'Hi',
    });
    await forge.as('writer').rest.repos.createCommitStatus({
      ...target,
      sha: head,
      state: 'success',
      context: 'slipway/plan',
    });
    await forge.as('writer').rest.checks.create({
      ...target,
      name: 'lint',
      head_sha: head,
      status: 'completed',
      conclusion: 'failure',
    });
    const asked = (await ask('writer')).pullRequest;
    assert.deepEqual(asked.reviewRequests.nodes, [
      { requestedReviewer: { login: 'reviewer' } },
      { requestedReviewer: { combinedSlug: 'acme/developers' } },
    ]);
    assert.deepEqual(
      asked.comments.nodes.map(
        ({ body, viewerDidAuthor }: Record<string, unknown>) => [
          body,
          viewerDidAuthor,
        ],
      ),
      [['Hi', true]],
    );
    assert.equal(
      (await ask()).pullRequest.comments.nodes[0].viewerDidAuthor,
      false,
    );
    assert.deepEqual(asked.commits.nodes[0].commit.statusCheckRollup, {
      state: 'FAILURE',
      contexts: {
        nodes: [
          {
            __typename: 'CheckRun',
            name: 'lint',
            status: 'COMPLETED',
            conclusion: 'FAILURE',
            isRequired: false,
          },
          {
            __typename: 'StatusContext',
            context: 'slipway/plan',
            state: 'SUCCESS',
            isRequired: true,
          },
        ],
      },
    });

    const reviewer = forge.as('reviewer');
    await reviewer.rest.pulls.createReview({ ...pull, event: 'APPROVE' });
    await forge
      .as('reader')
      .rest.pulls.createReview({ ...pull, event: 'APPROVE' });
    const approved = (await ask()).pullRequest;
    assert.equal(approved.reviewDecision, 'APPROVED');
    assert.equal(approved.mergeStateStatus, 'UNSTABLE');
    assert.deepEqual(approved.reviews.nodes[0], {
      state: 'APPROVED',
      body: '',
      author: { login: 'reviewer' },
      commit: { oid: head },
    });
    assert.equal(approved.reviews.nodes.length, 2);
    assert.equal(approved.latestOpinionatedReviews.nodes.length, 1);

    const merged = await reviewer.rest.pulls.merge(pull);
    const closed = (await ask()).pullRequest;
    assert.equal(closed.state, 'MERGED');
    assert.equal(closed.mergeCommit.oid, merged.data.sha);
    assert.equal(closed.commits.totalCount, 1);
  });
});
