import type { Request, Response } from 'express';
import { accountPermission, atLeast } from '../../auth.ts';
import type { ForgeContext } from '../../context.ts';
import { accountLookup } from '../../domain/accounts.ts';
import { checksOf, type CheckState } from '../../domain/checks.ts';
import {
  mergeabilityOf,
  type Mergeability,
} from '../../domain/mergeability.ts';
import { mergeMethods, type MergeMethod } from '../../domain/merge.ts';
import { findPull } from '../../domain/pullFacts.ts';
import { notFound } from '../../http/errors.ts';
import type { FileChange, GitCommit } from '../../git/types.ts';
import type { Account, PullRequest } from '../../store/types.ts';
import { visitRepository, type RepositoryVisit } from '../visit.ts';
import { readTimeline, type TimelineEntry } from './timeline.ts';

/** A pull request and all that its page says. */
export interface PullView extends RepositoryVisit {
  pull: PullRequest;
  /** where its page is */
  href: string;
  author: Account;
  mergedBy: Account | undefined;
  commits: GitCommit[];
  changes: FileChange[];
  checks: CheckState[];
  requiredChecks: ReadonlySet<string>;
  timeline: TimelineEntry[];
  waitingFor: string[];
  mergeability: Mergeability;
  /** whether the branch's rules do not bind this person */
  mayBypass: boolean;
  methods: MergeMethod[];
  /** the signed-in person's rights, false for all when nobody is */
  may: { comment: boolean; review: boolean; merge: boolean; close: boolean };
}

/** A pull request as a visitor may see it. */
export interface PullVisit extends RepositoryVisit {
  pull: PullRequest;
  href: string;
}

/**
 * Reads the pull request of the address.
 * @throws HttpError 404
 */
export async function visitPull(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<PullVisit> {
  const repository = await visitRepository(context, req, res);
  const number = Number(req.params.number);
  const pull = await findPull(context, repository.located.repo.id, number);
  if (!pull) throw notFound();
  return { ...repository, pull, href: `${repository.path}/pull/${number}` };
}

/** Gathers what the page of a pull request says. */
export async function readPull(
  context: ForgeContext,
  visited: PullVisit,
): Promise<PullView> {
  const { located, pull, permission } = visited;
  const { repo } = located;
  const git = context.git.open(repo.id);
  const from =
    (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const protection = await context.store.protections.find({
    repoId: repo.id,
    branch: pull.baseRef,
  });
  const account = await accountLookup(context, [
    pull.issue.authorId,
    pull.mergedById,
  ]);
  const viewer = visited.session?.actor.account;
  const author = account(pull.issue.authorId);
  const allowed: Record<MergeMethod, boolean> = {
    merge: repo.allowMergeCommit && !protection?.rules.requiredLinearHistory,
    squash: repo.allowSquashMerge,
    rebase: repo.allowRebaseMerge,
  };
  const writes = atLeast(permission, 'write');
  return {
    ...visited,
    author,
    mergedBy: pull.mergedById === null ? undefined : account(pull.mergedById),
    commits: (await git.log(pull.headSha, from)).toReversed(),
    changes: await git.changes(from, pull.headSha),
    checks: await checksOf(context, repo, pull.headSha),
    requiredChecks: new Set(protection?.rules.checks?.contexts),
    timeline: await readTimeline(context, pull),
    waitingFor: await requestedReviewers(context, visited),
    mergeability: await mergeabilityOf(context, located, pull),
    mayBypass:
      viewer !== undefined &&
      !protection?.rules.enforceAdmins &&
      (await accountPermission(context.store, viewer, repo)) === 'admin',
    methods: mergeMethods.filter(method => allowed[method]),
    may: {
      comment: viewer !== undefined,
      review: viewer !== undefined && viewer.id !== author.id,
      merge: viewer !== undefined && writes,
      close: viewer !== undefined && (writes || viewer.id === author.id),
    },
  };
}

async function requestedReviewers(
  context: ForgeContext,
  { pull, located }: PullVisit,
): Promise<string[]> {
  const { store } = context;
  const requests = await store.reviewRequests.list({ pullId: pull.id });
  const account = await accountLookup(
    context,
    requests.map(({ userId }) => userId),
  );
  const teamIds = requests.flatMap(({ teamId }) => teamId ?? []);
  const teams = teamIds.length ? await store.teams.list({ id: teamIds }) : [];
  return [
    ...requests.flatMap(({ userId }) =>
      userId === null ? [] : [account(userId).login],
    ),
    ...teams.map(({ slug }) => `${located.owner.login}/${slug}`),
  ];
}
