import { Octokit } from 'octokit';
import type { Login, Platform } from './platform.ts';

const repository = { owner: 'acme', repo: 'infra-gitops' };
const environmentsFile = 'environments.yaml';

/** Name of the check that the portal reports. */
export const PLAN_CHECK = 'slipway/plan';

/** What a commit puts into a file; undefined where there is none yet. */
export type Edit = (text: string | undefined) => string;

/** The forge's API as a person uses it, or as the portal does, which may administer its repositories. */
export function forgeApi(platform: Platform, login?: Login): Octokit {
  const authorization = login
    ? `Basic ${Buffer.from(`${login}:${platform.password(login)}`).toString('base64')}`
    : `Bearer ${platform.portalToken}`;
  const octokit = new Octokit({
    baseUrl: `${platform.forgeUrl}/api/v3`,
    retry: { enabled: false },
    throttle: { enabled: false },
  });
  octokit.hook.before('request', options => {
    options.headers.authorization = authorization;
  });
  return octokit;
}

/** The text of a file of the GitOps repository, or undefined. */
export async function readFile(
  api: Octokit,
  path: string,
  ref = 'main',
): Promise<{ text: string; sha: string } | undefined> {
  try {
    const { data } = await api.rest.repos.getContent({
      ...repository,
      path,
      ref,
    });
    if (Array.isArray(data) || !('content' in data)) {
      throw new Error(`${path} is no file`);
    }
    const text = Buffer.from(data.content, 'base64').toString('utf8');
    return { text, sha: data.sha };
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

/** Commits an edit of one file to a branch of the GitOps repository; returns the commit. */
export async function commit(
  api: Octokit,
  change: { branch: string; path: string; edit: Edit; message: string },
): Promise<string> {
  const { branch, path, edit, message } = change;
  const before = await readFile(api, path, branch);
  const text = edit(before?.text);
  if (text === before?.text) {
    throw new Error(`${path} on ${branch} stays as it is`);
  }
  const { data } = await api.rest.repos.createOrUpdateFileContents({
    ...repository,
    path,
    branch,
    message,
    content: Buffer.from(text).toString('base64'),
    ...(before && { sha: before.sha }),
  });
  return data.commit.sha ?? '';
}

/** Opens a pull request of one commit a file, from a new branch; returns its number. */
export async function openPullRequest(
  api: Octokit,
  change: { branch: string; title: string; files: Record<string, Edit> },
): Promise<number> {
  const { branch, title, files } = change;
  const main = await api.rest.git.getRef({ ...repository, ref: 'heads/main' });
  await api.rest.git.createRef({
    ...repository,
    ref: `refs/heads/${branch}`,
    sha: main.data.object.sha,
  });
  for (const [path, edit] of Object.entries(files)) {
    await commit(api, { branch, path, edit, message: `Change ${path}` });
  }
  const { data } = await api.rest.pulls.create({
    ...repository,
    base: 'main',
    head: branch,
    title,
  });
  return data.number;
}

/** A pull request as the forge has it: its branch, its newest commit, what the portal says of it. */
export async function readPullRequest(api: Octokit, number: number) {
  const { data: pull } = await api.rest.pulls.get({
    ...repository,
    pull_number: number,
  });
  const { data: statuses } = await api.rest.repos.listCommitStatusesForRef({
    ...repository,
    ref: pull.head.sha,
  });
  const { data: comments } = await api.rest.issues.listComments({
    ...repository,
    issue_number: number,
    per_page: 100,
  });
  return { branch: pull.head.ref, pull, statuses, comments };
}

/** What the portal says of the newest commit of a pull request. */
export async function planStatus(
  api: Octokit,
  number: number,
): Promise<string | undefined> {
  const { statuses } = await readPullRequest(api, number);
  return statuses.find(({ context }) => context === PLAN_CHECK)?.state;
}

/** Tries to merge on the forge itself; returns its refusal, or undefined if it merged. */
export async function mergeOnForge(
  api: Octokit,
  number: number,
): Promise<string | undefined> {
  try {
    await api.rest.pulls.merge({ ...repository, pull_number: number });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Changes a file on `main` past the review, as an administrator in a hurry does; returns what
 * restores it.
 */
export async function editOnMain(
  platform: Platform,
  path: string,
  edit: (text: string) => string,
): Promise<() => Promise<void>> {
  const api = forgeApi(platform);
  const before = (await readFile(api, path))?.text ?? '';
  const write = async (text: string) => {
    await commit(api, {
      branch: 'main',
      path,
      edit: () => text,
      message: `Edit ${path}`,
    });
  };
  await write(edit(before));
  return () => write(before);
}

/** {@link editOnMain} of `environments.yaml`. */
export function editEnvironments(
  platform: Platform,
  edit: (text: string) => string,
): Promise<() => Promise<void>> {
  return editOnMain(platform, environmentsFile, edit);
}
