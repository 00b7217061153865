import { authorLookup } from '../domain/accounts.ts';
import { HttpError } from '../http/errors.ts';
import type { BranchProtection } from '../store/types.ts';
import { ok } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { commit } from './serialize/commit.ts';
import { protectionUrl } from './serialize/protection.ts';
import { apiUrl, pathUrl, webUrl } from './serialize/urls.ts';

const enforcement = ({ rules }: BranchProtection) =>
  rules.enforceAdmins ? 'everyone' : 'non_admins';

const summary = (row: BranchProtection | undefined) => ({
  enabled: row !== undefined,
  required_status_checks: {
    enforcement_level: row?.rules.checks ? enforcement(row) : 'off',
    contexts: row?.rules.checks?.contexts ?? [],
    checks: (row?.rules.checks?.contexts ?? []).map(context => ({
      context,
      app_id: null,
    })),
  },
});

/** Branches; their protection has its own file. */
export const branchEndpoints: Endpoints = {
  'get /repos/:owner/:repo/branches': async call => {
    const { git, repo, name } = await call.repo('read');
    const rows = await call.context.store.protections.list({ repoId: repo.id });
    const byBranch = new Map(rows.map(row => [row.branch, row]));
    const wanted = call.query('protected');
    const refs = (await git.refs('refs/heads/')).filter(
      ref =>
        wanted === undefined ||
        byBranch.has(ref.name.slice(11)) === (wanted === 'true'),
    );
    return call.page(refs, ref => {
      const branch = ref.name.slice('refs/heads/'.length);
      return {
        name: branch,
        commit: {
          sha: ref.sha,
          url: apiUrl(call.context, `/repos/${name}/commits/${ref.sha}`),
        },
        protected: byBranch.has(branch),
        protection: summary(byBranch.get(branch)),
        protection_url: protectionUrl(call.context, name, branch),
      };
    });
  },
  'get /repos/:owner/:repo/branches/:branch(*)': async call => {
    const { git, repo, name } = await call.repo('read');
    const branch = call.param('branch');
    const sha = await git.readRef(`refs/heads/${branch}`);
    if (!sha) throw new HttpError(404, 'Branch not found');
    const row = await call.context.store.protections.find({
      repoId: repo.id,
      branch,
    });
    const head = await git.readCommit(sha);
    const authorOf = await authorLookup(call.context, [
      head.author,
      head.committer,
    ]);
    return ok({
      name: branch,
      commit: commit(call.context, name, head, authorOf),
      _links: {
        self: apiUrl(
          call.context,
          `/repos/${name}/branches/${pathUrl(branch)}`,
        ),
        html: webUrl(call.context, `/${name}/tree/${pathUrl(branch)}`),
      },
      protected: row !== undefined,
      protection: summary(row),
      protection_url: protectionUrl(call.context, name, branch),
    });
  },
};
