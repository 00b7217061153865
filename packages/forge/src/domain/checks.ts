import type { ForgeContext } from '../context.ts';
import type { CheckRun, CommitStatus, Repository } from '../store/types.ts';

/** What one check says of a commit, whichever API it used. */
export interface CheckState {
  name: string;
  state: 'success' | 'pending' | 'failure';
  description: string | null;
  url: string | null;
  source: 'status' | 'check-run';
}

const stateOfStatus = ({ state }: CommitStatus): CheckState['state'] =>
  state === 'error' ? 'failure' : state;

function stateOfRun({ status, conclusion }: CheckRun): CheckState['state'] {
  if (status !== 'completed') return 'pending';
  return conclusion === 'success' ||
    conclusion === 'neutral' ||
    conclusion === 'skipped'
    ? 'success'
    : 'failure';
}

/** The newest status of each context of a commit. */
export async function latestStatuses(
  { store }: Pick<ForgeContext, 'store'>,
  repo: Repository,
  sha: string,
): Promise<CommitStatus[]> {
  const newest = new Map<string, CommitStatus>();
  for (const status of await store.statuses.list(
    { repoId: repo.id, sha },
    { orderBy: 'id' },
  )) {
    newest.set(status.context, status);
  }
  return [...newest.values()];
}

/** Statuses and check runs of a commit together, the newest of each name. */
export async function checksOf(
  context: Pick<ForgeContext, 'store'>,
  repo: Repository,
  sha: string,
): Promise<CheckState[]> {
  const found = new Map<string, CheckState>();
  for (const status of await latestStatuses(context, repo, sha)) {
    found.set(status.context, {
      name: status.context,
      state: stateOfStatus(status),
      description: status.description,
      url: status.targetUrl,
      source: 'status',
    });
  }
  const runs = await context.store.checkRuns.list(
    { repoId: repo.id, headSha: sha },
    { orderBy: 'id' },
  );
  for (const run of runs) {
    found.set(run.name, {
      name: run.name,
      state: stateOfRun(run),
      description: run.output.title,
      url: run.detailsUrl,
      source: 'check-run',
    });
  }
  return [...found.values()];
}

/** The one word for a set of states, as the combined status has it. */
export function combinedState(
  states: readonly CommitStatus['state'][],
): 'success' | 'pending' | 'failure' {
  if (states.some(state => state === 'failure' || state === 'error'))
    return 'failure';
  return states.length > 0 && states.every(state => state === 'success')
    ? 'success'
    : 'pending';
}

/** Recently checked commits on which all of `contexts` succeeded, at most 200. */
export async function passedCommits(
  context: Pick<ForgeContext, 'store'>,
  repo: Repository,
  contexts: readonly string[],
): Promise<string[]> {
  const { store } = context;
  const recent = { orderBy: 'id', descending: true, limit: 400 } as const;
  const shas = new Set([
    ...(await store.statuses.list({ repoId: repo.id }, recent)).map(
      row => row.sha,
    ),
    ...(await store.checkRuns.list({ repoId: repo.id }, recent)).map(
      row => row.headSha,
    ),
  ]);
  const passed: string[] = [];
  for (const sha of [...shas].slice(0, 200)) {
    const checks = await checksOf(context, repo, sha);
    const good = new Set(
      checks
        .filter(check => check.state === 'success')
        .map(check => check.name),
    );
    if (contexts.every(name => good.has(name))) passed.push(sha);
  }
  return passed;
}
