import { z } from 'zod';
import {
  createRepository,
  deleteRepository,
  repositoryFacts,
  type NewRepository,
} from '../domain/repositories.ts';
import { forbidden, validationFailed } from '../http/errors.ts';
import type { Repository } from '../store/types.ts';
import { created, noContent, ok, type Call } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { fullRepository } from './serialize/repository.ts';
import { listedTeam } from './serialize/team.ts';
import { simpleUser } from './serialize/user.ts';
import { accountLookup } from '../domain/accounts.ts';

const settingsSchema = z.object({
  name: z.string().min(1).max(100).optional(),
  description: z.string().max(350).nullish(),
  homepage: z.string().max(255).nullish(),
  private: z.boolean().optional(),
  visibility: z.enum(['public', 'private', 'internal']).optional(),
  archived: z.boolean().optional(),
  default_branch: z.string().min(1).max(255).optional(),
  has_issues: z.boolean().optional(),
  has_projects: z.boolean().optional(),
  has_wiki: z.boolean().optional(),
  allow_merge_commit: z.boolean().optional(),
  allow_squash_merge: z.boolean().optional(),
  allow_rebase_merge: z.boolean().optional(),
  allow_auto_merge: z.boolean().optional(),
  allow_update_branch: z.boolean().optional(),
  delete_branch_on_merge: z.boolean().optional(),
  squash_merge_commit_title: z
    .enum(['PR_TITLE', 'COMMIT_OR_PR_TITLE'])
    .optional(),
  squash_merge_commit_message: z
    .enum(['PR_BODY', 'COMMIT_MESSAGES', 'BLANK'])
    .optional(),
});

const newSchema = settingsSchema.extend({
  name: z.string().min(1).max(100),
  auto_init: z.boolean().default(false),
});

function settings(input: z.output<typeof settingsSchema>): Partial<Repository> {
  const given: { [K in keyof Repository]?: Repository[K] | undefined } = {
    name: input.name,
    description: input.description,
    homepage: input.homepage,
    private:
      input.visibility === undefined
        ? input.private
        : input.visibility !== 'public',
    archived: input.archived,
    defaultBranch: input.default_branch,
    hasIssues: input.has_issues,
    hasProjects: input.has_projects,
    hasWiki: input.has_wiki,
    allowMergeCommit: input.allow_merge_commit,
    allowSquashMerge: input.allow_squash_merge,
    allowRebaseMerge: input.allow_rebase_merge,
    allowAutoMerge: input.allow_auto_merge,
    allowUpdateBranch: input.allow_update_branch,
    deleteBranchOnMerge: input.delete_branch_on_merge,
    squashMergeCommitTitle: input.squash_merge_commit_title,
    squashMergeCommitMessage: input.squash_merge_commit_message,
  };
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Repository>;
}

async function create(call: Call, owner: Awaited<ReturnType<Call['org']>>) {
  const user = call.user();
  const { auto_init: autoInit, ...rest } = call.body(newSchema);
  const input: NewRepository = { ...settings(rest), name: rest.name, autoInit };
  const located = await createRepository(call.context, user, owner, input);
  const facts = await repositoryFacts(call.context, located, 'admin');
  return created(fullRepository(call.context, facts));
}

const topic = z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/);

/** Repositories themselves. */
export const repositoryEndpoints: Endpoints = {
  'post /orgs/:org/repos': async call => create(call, await call.org('member')),
  'post /user/repos': async call => create(call, call.user()),
  'get /repos/:owner/:repo': async call => {
    const scope = await call.repo('read');
    const facts = await repositoryFacts(call.context, scope, scope.permission);
    return ok(
      fullRepository(call.context, { ...facts, size: await scope.git.size() }),
    );
  },
  'patch /repos/:owner/:repo': async call => {
    const scope = await call.repo('admin');
    const changes = settings(call.body(settingsSchema));
    const { store, clock } = call.context;
    const { repo, owner, git } = scope;
    if (
      changes.name &&
      changes.name.toLowerCase() !== repo.name.toLowerCase()
    ) {
      const taken = await store.repositories.find({
        ownerId: owner.id,
        name: changes.name,
      });
      if (taken || !/^[\w.-]+$/.test(changes.name)) {
        throw validationFailed({
          resource: 'Repository',
          field: 'name',
          code: taken ? 'already_exists' : 'invalid',
        });
      }
    }
    const branch = changes.defaultBranch;
    if (branch) {
      if (!(await git.readRef(`refs/heads/${branch}`))) {
        throw validationFailed({
          resource: 'Repository',
          field: 'default_branch',
          code: 'invalid',
        });
      }
      await git.setDefaultBranch(branch);
    }
    await store.repositories.update(
      { id: repo.id },
      { ...changes, updatedAt: clock().toISOString() },
    );
    const changed = (await store.repositories.find({ id: repo.id })) ?? repo;
    const facts = await repositoryFacts(
      call.context,
      { repo: changed, owner },
      scope.permission,
    );
    return ok(fullRepository(call.context, facts));
  },
  'delete /repos/:owner/:repo': async call => {
    const scope = await call.repo('read');
    if (scope.permission !== 'admin')
      throw forbidden('Must have admin rights to Repository.');
    await deleteRepository(call.context, call.user(), scope);
    return noContent;
  },
  'get /repos/:owner/:repo/topics': async call =>
    ok({ names: (await call.repo('read')).repo.topics }),
  'put /repos/:owner/:repo/topics': async call => {
    const { repo } = await call.repo('admin');
    const { names } = call.body(z.object({ names: z.array(topic).max(20) }));
    await call.context.store.repositories.update(
      { id: repo.id },
      { topics: names },
    );
    return ok({ names });
  },
  'get /repos/:owner/:repo/languages': async call => {
    await call.repo('read');
    return ok({});
  },
  'get /repos/:owner/:repo/teams': async call => {
    const { repo, owner } = await call.repo('read');
    const { store } = call.context;
    const grants = await store.teamRepositories.list({ repoId: repo.id });
    const teams = grants.length
      ? await store.teams.list({ id: grants.map(grant => grant.teamId) })
      : [];
    const names = {
      none: 'pull',
      read: 'pull',
      triage: 'triage',
      write: 'push',
      maintain: 'maintain',
      admin: 'admin',
    };
    return call.page(teams, team => {
      const grant = grants.find(one => one.teamId === team.id);
      return {
        ...listedTeam(call.context, owner, team, null),
        permission: names[grant?.permission ?? 'read'],
      };
    });
  },
  'get /repos/:owner/:repo/contributors': async call => {
    const { git, repo } = await call.repo('read');
    const head = await git.readRef(`refs/heads/${repo.defaultBranch}`);
    if (!head) return noContent;
    const commits = await git.log(head, null, { limit: 1000 });
    const { store } = call.context;
    const counts = new Map<string, number>();
    for (const { author } of commits)
      counts.set(author.email, (counts.get(author.email) ?? 0) + 1);
    const rows = await store.accounts.list({ email: [...counts.keys()] });
    const account = await accountLookup(
      call.context,
      rows.map(row => row.id),
    );
    return call.page(rows, row => ({
      ...simpleUser(call.context, account(row.id)),
      contributions: counts.get(row.email ?? '') ?? 0,
    }));
  },
};
