import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { startForge, type TestForge } from '../testing/startForge.ts';

const THREADS = `query($number: Int!) {
  repository(owner: "acme", name: "infra") {
    pullRequest(number: $number) {
      reviewThreads(last: 5) { nodes {
        path line originalLine diffSide subjectType isOutdated isResolved
        comments(first: 5) { nodes { body author { login } originalCommit { oid } } }
      } }
    }
  }
}`;

const target = { owner: 'acme', repo: 'infra' };
let forge: TestForge;

before(async () => {
  forge = await startForge();
  const owner = forge.as('owner');
  await owner.rest.repos.createInOrg({
    org: 'acme',
    name: 'infra',
    auto_init: true,
  });
  await owner.rest.repos.addCollaborator({
    ...target,
    username: 'writer',
    permission: 'push',
  });
});
after(() => forge.dispose());

it('tells of remarks on lines with their replies, and of none that waits', async () => {
  const writer = forge.as('writer');
  const reviewer = forge.as('owner');
  const main = await writer.rest.git.getRef({ ...target, ref: 'heads/main' });
  await writer.rest.git.createRef({
    ...target,
    ref: 'refs/heads/change',
    sha: main.data.object.sha,
  });
  const write = async (path: string, text: string, sha?: string) => {
    const { data } = await writer.rest.repos.createOrUpdateFileContents({
      ...target,
      branch: 'change',
      path,
      message: `Write ${path}`,
      content: Buffer.from(text).toString('base64'),
      sha,
    });
    return data;
  };
  const moved = await write('moved', 'one\n');
  const { commit } = await write('kept', 'one\ntwo\n');
  const commit_id = commit.sha ?? '';
  const pull = await writer.rest.pulls.create({
    ...target,
    title: 'Change',
    head: 'change',
    base: 'main',
  });
  const pull_number = pull.data.number;
  const remark = { ...target, pull_number, commit_id };
  for (const path of ['moved', 'kept']) {
    await reviewer.rest.pulls.createReviewComment({
      ...remark,
      path,
      line: 1,
      body: `Why ${path}?`,
    });
  }
  const whole = await reviewer.rest.pulls.createReviewComment({
    ...remark,
    path: 'kept',
    subject_type: 'file',
    body: 'All of it',
  });
  await writer.rest.pulls.createReplyForReviewComment({
    ...target,
    pull_number,
    comment_id: whole.data.id,
    body: 'Because',
  });
  await reviewer.rest.pulls.createReview({
    ...remark,
    comments: [{ path: 'kept', line: 2, body: 'Not yet said' }],
  });
  await write('moved', 'other\n', moved.content?.sha);

  const response = await fetch(`${forge.url}/api/graphql`, {
    method: 'POST',
    body: JSON.stringify({
      query: THREADS,
      variables: { number: pull_number },
    }),
    headers: {
      'content-type': 'application/json',
      authorization: `bearer ${forge.secrets.writer.token}`,
    },
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  const said = (body: string, login: string) => ({
    body,
    author: { login },
    originalCommit: { oid: commit_id },
  });
  const thread = { diffSide: 'RIGHT', isResolved: false };
  assert.deepEqual(data.repository.pullRequest.reviewThreads.nodes, [
    {
      path: 'moved',
      line: null,
      originalLine: 1,
      subjectType: 'LINE',
      isOutdated: true,
      comments: { nodes: [said('Why moved?', 'owner')] },
      ...thread,
    },
    {
      path: 'kept',
      line: 1,
      originalLine: 1,
      subjectType: 'LINE',
      isOutdated: false,
      comments: { nodes: [said('Why kept?', 'owner')] },
      ...thread,
    },
    {
      path: 'kept',
      line: null,
      originalLine: null,
      subjectType: 'FILE',
      isOutdated: false,
      comments: {
        nodes: [said('All of it', 'owner'), said('Because', 'writer')],
      },
      ...thread,
    },
  ]);
});
