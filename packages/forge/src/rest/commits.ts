import { authorLookup } from '../domain/accounts.ts';
import { pullFacts, findPull } from '../domain/pullFacts.ts';
import { conflict, notFound } from '../http/errors.ts';
import { emptyTree } from '../git/changes.ts';
import type { GitCommit } from '../git/types.ts';
import { ok, type Call, type Reply, type RepositoryScope } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { commitOf } from './ref.ts';
import { commit, diffEntry } from './serialize/commit.ts';
import { simplePull } from './serialize/pull.ts';
import { apiUrl, webUrl } from './serialize/urls.ts';

const authors = (call: Call, commits: readonly GitCommit[]) =>
  authorLookup(
    call.context,
    commits.flatMap(one => [one.author, one.committer]),
  );

async function list(call: Call): Promise<Reply> {
  const scope = await call.repo('read');
  const { git, repo, name } = scope;
  const start = call.query('sha') || repo.defaultBranch;
  const sha = await git.resolve(start);
  if (!sha) {
    if ((await git.refs('refs/heads/')).length === 0)
      throw conflict('Git Repository is empty.');
    throw notFound();
  }
  const perPage = Math.min(
    100,
    Math.max(1, Number(call.query('per_page')) || 30),
  );
  const page = Math.max(1, Number(call.query('page')) || 1);
  const path = call.query('path') || undefined;
  // Only this page is read from git; the count makes the last link.
  const commits = await git.log(sha, null, {
    path,
    author: call.query('author'),
    since: call.query('since'),
    until: call.query('until'),
    skip: (page - 1) * perPage,
    limit: perPage,
  });
  const authorOf = await authors(call, commits);
  const total = await git.countCommits(sha, null, path);
  const padded = Array.from<GitCommit | undefined>({ length: total });
  commits.forEach((one, index) => {
    padded[(page - 1) * perPage + index] = one;
  });
  const reply = await call.page(padded, one =>
    one ? commit(call.context, name, one, authorOf) : null,
  );
  const body = Array.isArray(reply.body)
    ? reply.body.filter(one => one !== null)
    : reply.body;
  return { ...reply, body };
}

async function show(call: Call): Promise<Reply> {
  const scope = await call.repo('read');
  const sha = await commitOf(scope, call.param('ref'));
  const { git, name } = scope;
  if (call.format === 'sha')
    return {
      status: 200,
      body: sha,
      contentType: 'application/vnd.github.sha',
    };
  const one = await git.readCommit(sha);
  const parent = one.parents[0] ?? emptyTree;
  if (call.format === 'diff') {
    return {
      status: 200,
      body: await git.diff(parent, sha),
      contentType: 'application/vnd.github.diff; charset=utf-8',
    };
  }
  const changes = await git.changes(parent, sha);
  const additions = changes.reduce((sum, change) => sum + change.additions, 0);
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0);
  return ok({
    ...commit(call.context, name, one, await authors(call, [one])),
    stats: { additions, deletions, total: additions + deletions },
    files: changes
      .slice(0, 300)
      .map(change => diffEntry(call.context, name, sha, change)),
  });
}

async function side(scope: RepositoryScope, label: string): Promise<string> {
  const colon = label.indexOf(':');
  if (
    colon > 0 &&
    label.slice(0, colon).toLowerCase() !== scope.owner.login.toLowerCase()
  )
    throw notFound();
  const sha = await scope.git.resolve(label.slice(colon + 1));
  if (!sha) throw notFound();
  return sha;
}

async function compare(call: Call): Promise<Reply> {
  const scope = await call.repo('read');
  const { git, name } = scope;
  const [baseLabel, headLabel] = call.param('basehead').split('...');
  if (!baseLabel || !headLabel) throw notFound();
  const [base, head] = await Promise.all([
    side(scope, baseLabel),
    side(scope, headLabel),
  ]);
  const mergeBase = await git.mergeBase(base, head);
  if (!mergeBase) throw notFound();
  if (call.format === 'diff') {
    const body = await git.diff(mergeBase, head);
    return {
      status: 200,
      body,
      contentType: 'application/vnd.github.diff; charset=utf-8',
    };
  }
  const [ahead, behind, changes, baseCommit, start] = await Promise.all([
    git.log(head, base),
    git.countCommits(base, head),
    git.changes(mergeBase, head),
    git.readCommit(base),
    git.readCommit(mergeBase),
  ]);
  const commits = ahead.toReversed();
  const authorOf = await authors(call, [...commits, baseCommit, start]);
  const path = `/${name}/compare/${call.param('basehead')}`;
  const html = webUrl(call.context, path);
  const page = await call.page(commits, one =>
    commit(call.context, name, one, authorOf),
  );
  const onlyAhead = ahead.length ? 'ahead' : 'identical';
  const withBehind = ahead.length ? 'diverged' : 'behind';
  return {
    ...page,
    body: {
      url: apiUrl(
        call.context,
        `/repos/${name}/compare/${call.param('basehead')}`,
      ),
      html_url: html,
      permalink_url: webUrl(
        call.context,
        `/${name}/compare/${base.slice(0, 12)}...${head.slice(0, 12)}`,
      ),
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commit(call.context, name, baseCommit, authorOf),
      merge_base_commit: commit(call.context, name, start, authorOf),
      status: behind ? withBehind : onlyAhead,
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: commits.length,
      commits: page.body,
      files: changes
        .slice(0, 300)
        .map(change => diffEntry(call.context, name, head, change)),
    },
  };
}

/** Histories. */
export const commitEndpoints: Endpoints = {
  'get /repos/:owner/:repo/commits': list,
  'get /repos/:owner/:repo/commits/:ref(*)/pulls': async call => {
    const scope = await call.repo('read');
    const sha = await commitOf(scope, call.param('ref'));
    const { store } = call.context;
    const rows = [
      ...(await store.pulls.list({ repoId: scope.repo.id, headSha: sha })),
      ...(await store.pulls.list({
        repoId: scope.repo.id,
        mergeCommitSha: sha,
      })),
    ];
    const unique = [...new Map(rows.map(row => [row.id, row])).values()];
    return call.page(unique, async row => {
      const pull = await findPull(call.context, scope.repo.id, row.number);
      if (!pull) throw notFound();
      return simplePull(
        call.context,
        await pullFacts(call.context, scope, pull),
      );
    });
  },
  'get /repos/:owner/:repo/commits/:ref(*)': show,
  'get /repos/:owner/:repo/compare/:basehead(*)': compare,
  'get /repos/:owner/:repo/tags': async call => {
    const { git, name } = await call.repo('read');
    return call.page(await git.refs('refs/tags/'), async ref => {
      const tag = ref.name.slice('refs/tags/'.length);
      const sha = (await git.resolve(ref.name)) ?? ref.sha;
      return {
        name: tag,
        zipball_url: apiUrl(call.context, `/repos/${name}/zipball/${ref.name}`),
        tarball_url: apiUrl(call.context, `/repos/${name}/tarball/${ref.name}`),
        commit: {
          sha,
          url: apiUrl(call.context, `/repos/${name}/commits/${sha}`),
        },
        node_id: ref.sha,
      };
    });
  },
};
