import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderedFile } from '@slipway/templates';
import { RequestError } from 'octokit';
import type { Octokit } from 'octokit';
import { git } from '../setup/git.ts';
import type { GitOptions } from '../setup/git.ts';
import { writeFiles } from './render.ts';

/** A repository on a forge, and the branch that clusters follow. */
export interface GitOpsRepository {
  owner: string;
  name: string;
  branch: string;
}

/** Creates the repository unless it exists; true when it was created. */
export async function ensureRepository(
  octokit: Octokit,
  { owner, name }: GitOpsRepository,
): Promise<boolean> {
  if (await exists(octokit.rest.repos.get({ owner, repo: name }))) return false;
  await octokit.rest.repos.createInOrg({
    org: owner,
    name,
    description: 'What runs where: environments, overlays and clusters',
    private: true,
    auto_init: false,
    delete_branch_on_merge: true,
  });
  return true;
}

/** Pushes the files as the first commit unless the branch exists; true when it was pushed. */
export async function ensureFirstCommit(
  octokit: Octokit,
  repository: GitOpsRepository,
  options: {
    files(): Promise<readonly RenderedFile[]>;
    cloneUrl: string;
    author: NonNullable<GitOptions['author']>;
    credentials: NonNullable<GitOptions['credentials']>;
  },
): Promise<boolean> {
  const { owner, name: repo, branch } = repository;
  if (await exists(octokit.rest.repos.getBranch({ owner, repo, branch }))) {
    return false;
  }
  const { author, credentials, cloneUrl } = options;
  const directory = await mkdtemp(join(tmpdir(), 'slipway-gitops-'));
  try {
    await writeFiles(directory, await options.files());
    await git(directory, ['init', '--quiet', `--initial-branch=${branch}`]);
    await git(directory, ['add', '--all']);
    await git(
      directory,
      ['commit', '--quiet', '--message', 'Start from the template'],
      { author },
    );
    await git(directory, ['push', '--quiet', cloneUrl, branch], {
      credentials,
    });
    return true;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What the portal says of a change on the forge: what it does, and what a promotion waits for. */
export const PORTAL_CHECKS: readonly string[] = [
  'slipway/plan',
  'slipway/gates',
];

/**
 * Nothing reaches the branch but a pull request that a code owner approved after its last commit,
 * and that passed the checks. What the portal says stays among them where somebody required it.
 */
export async function protectBranch(
  octokit: Octokit,
  { owner, name, branch }: GitOpsRepository,
  checks: readonly string[],
): Promise<void> {
  const before = await requiredChecks(octokit, { owner, repo: name, branch });
  const required = new Set([
    ...checks,
    ...PORTAL_CHECKS.filter(check => before.includes(check)),
  ]);
  await octokit.rest.repos.updateBranchProtection({
    owner,
    repo: name,
    branch,
    required_status_checks:
      required.size === 0
        ? null
        : {
            strict: false,
            contexts: [],
            checks: [...required].map(context => ({ context })),
          },
    enforce_admins: false,
    required_pull_request_reviews: {
      required_approving_review_count: 1,
      require_code_owner_reviews: true,
      dismiss_stale_reviews: true,
    },
    restrictions: null,
  });
}

async function requiredChecks(
  octokit: Octokit,
  target: { owner: string; repo: string; branch: string },
): Promise<readonly string[]> {
  try {
    const { data } = await octokit.rest.repos.getBranchProtection(target);
    return data.required_status_checks?.contexts ?? [];
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return [];
    throw error;
  }
}

/** Whether something is there: false for a 404, and every other failure stays one. */
export async function exists(request: Promise<unknown>): Promise<boolean> {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return false;
    throw error;
  }
}
