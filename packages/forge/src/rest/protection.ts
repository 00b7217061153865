import { z } from 'zod';
import { HttpError } from '../http/errors.ts';
import type { BranchProtection, ProtectionRules } from '../store/types.ts';
import {
  noContent,
  ok,
  type Call,
  type Reply,
  type RepositoryScope,
} from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { protection } from './serialize/protection.ts';
import { simpleTeam } from './serialize/team.ts';
import { simpleUser } from './serialize/user.ts';

const flag = z
  .boolean()
  .nullish()
  .transform(value => value ?? false);
const names = z.array(z.string()).default([]);

const inputSchema = z.object({
  required_status_checks: z
    .object({
      strict: z.boolean(),
      contexts: z.array(z.string()).optional(),
      checks: z.array(z.object({ context: z.string() })).optional(),
    })
    .nullable(),
  enforce_admins: z.boolean().nullable(),
  required_pull_request_reviews: z
    .object({
      dismiss_stale_reviews: flag,
      require_code_owner_reviews: flag,
      require_last_push_approval: flag,
      required_approving_review_count: z
        .number()
        .int()
        .min(0)
        .max(6)
        .default(1),
    })
    .nullable(),
  restrictions: z
    .object({ users: names, teams: names, apps: names })
    .nullable(),
  required_linear_history: flag,
  allow_force_pushes: flag,
  allow_deletions: flag,
  block_creations: flag,
  required_conversation_resolution: flag,
  lock_branch: flag,
  allow_fork_syncing: flag,
});

function rulesOf(
  input: z.output<typeof inputSchema>,
  requiredSignatures: boolean,
): ProtectionRules {
  const checks = input.required_status_checks;
  const reviews = input.required_pull_request_reviews;
  return {
    checks: checks && {
      strict: checks.strict,
      contexts: [
        ...new Set([
          ...(checks.contexts ?? []),
          ...(checks.checks ?? []).map(check => check.context),
        ]),
      ],
    },
    reviews: reviews && {
      count: reviews.required_approving_review_count,
      dismissStale: reviews.dismiss_stale_reviews,
      requireCodeOwners: reviews.require_code_owner_reviews,
      requireLastPushApproval: reviews.require_last_push_approval,
    },
    enforceAdmins: input.enforce_admins ?? false,
    restrictions: input.restrictions,
    requiredLinearHistory: input.required_linear_history,
    allowForcePushes: input.allow_force_pushes,
    allowDeletions: input.allow_deletions,
    requiredConversationResolution: input.required_conversation_resolution,
    requiredSignatures,
    lockBranch: input.lock_branch,
    blockCreations: input.block_creations,
    allowForkSyncing: input.allow_fork_syncing,
  };
}

async function branchScope(call: Call, need: 'read' | 'admin') {
  const scope = await call.repo(need);
  const branch = call.param('branch');
  if (!(await scope.git.readRef(`refs/heads/${branch}`)))
    throw new HttpError(404, 'Branch not found');
  const row = await call.context.store.protections.find({
    repoId: scope.repo.id,
    branch,
  });
  return { scope, branch, row };
}

async function protectedBranch(call: Call, need: 'read' | 'admin') {
  const { scope, branch, row } = await branchScope(call, need);
  if (!row) throw new HttpError(404, 'Branch not protected');
  return { scope, branch, row };
}

async function show(
  call: Call,
  { owner, name }: RepositoryScope,
  row: BranchProtection,
): Promise<Reply> {
  const shown = protection(call.context, name, row);
  const { restrictions } = row.rules;
  if (!restrictions) return ok(shown);
  const { store } = call.context;
  const users = restrictions.users.length
    ? await store.accounts.list({ login: restrictions.users })
    : [];
  const teams = restrictions.teams.length
    ? await store.teams.list({ orgId: owner.id, slug: restrictions.teams })
    : [];
  const url = `${shown.url}/restrictions`;
  return ok({
    ...shown,
    restrictions: {
      url,
      users_url: `${url}/users`,
      teams_url: `${url}/teams`,
      apps_url: `${url}/apps`,
      users: users.map(user => simpleUser(call.context, user)),
      teams: teams.map(team => ({
        ...simpleTeam(call.context, owner, team),
        parent: null,
      })),
      apps: [],
    },
  });
}

const at = '/repos/:owner/:repo/branches/:branch(*)/protection';

/** What a branch demands before it moves. */
export const protectionEndpoints: Endpoints = {
  [`get ${at}`]: async call => {
    const { scope, row } = await protectedBranch(call, 'read');
    return show(call, scope, row);
  },
  [`put ${at}`]: async call => {
    const { scope, branch, row } = await branchScope(call, 'admin');
    const rules = rulesOf(
      call.body(inputSchema),
      row?.rules.requiredSignatures ?? false,
    );
    await call.context.store.protections.upsert(
      { repoId: scope.repo.id, branch, rules },
      ['repoId', 'branch'],
    );
    return show(call, scope, {
      id: row?.id ?? 0,
      repoId: scope.repo.id,
      branch,
      rules,
    });
  },
  [`delete ${at}`]: async call => {
    const { row } = await protectedBranch(call, 'admin');
    await call.context.store.protections.remove({ id: row.id });
    return noContent;
  },
  [`post ${at}/required_signatures`]: async call => {
    const { scope, row } = await protectedBranch(call, 'admin');
    const rules = { ...row.rules, requiredSignatures: true };
    await call.context.store.protections.update({ id: row.id }, { rules });
    return ok(
      protection(call.context, scope.name, { ...row, rules })
        .required_signatures,
    );
  },
  [`get ${at}/required_status_checks`]: async call => {
    const { scope, row } = await protectedBranch(call, 'read');
    const checks = protection(
      call.context,
      scope.name,
      row,
    ).required_status_checks;
    if (!checks) throw new HttpError(404, 'Required status checks not enabled');
    return ok(checks);
  },
  [`get ${at}/required_pull_request_reviews`]: async call => {
    const { scope, row } = await protectedBranch(call, 'read');
    const reviews = protection(
      call.context,
      scope.name,
      row,
    ).required_pull_request_reviews;
    if (!reviews)
      throw new HttpError(404, 'Required pull request reviews not enabled');
    return ok(reviews);
  },
};
