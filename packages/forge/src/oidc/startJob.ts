import { randomBytes } from 'node:crypto';
import { parse } from 'yaml';
import { z } from 'zod';
import { hashSecret } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { fullName, type Located } from '../domain/repositories.ts';
import { unprocessable } from '../http/errors.ts';
import type { Account } from '../store/types.ts';

/** What a job may be started with. */
export const jobSchema = z.strictObject({
  repository: z.string().regex(/^[^/\s]{1,39}\/[^/\s]{1,100}$/),
  ref: z.string().regex(/^refs\/(heads|tags)\/[^\s]{1,200}$/),
  /** Name of a file in `.github/workflows`. */
  workflow: z.string().regex(/^[A-Za-z0-9_][\w.-]{0,99}\.ya?ml$/),
  /** A commit that the ref had; without it, the one that it has. */
  sha: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
  event: z
    .string()
    .regex(/^[a-z_]{1,50}$/)
    .default('push'),
});

/** @see jobSchema */
export type JobRequest = z.output<typeof jobSchema>;

/** What GitHub gives a job that may ask for tokens, as variables of its environment. */
export interface JobEnvironment {
  GITHUB_RUN_ID: string;
  GITHUB_SHA: string;
  ACTIONS_ID_TOKEN_REQUEST_URL: string;
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: string;
}

/** Jobs of GitHub end after six hours. */
const jobMilliseconds = 6 * 3_600_000;
const workflowBytes = 1024 * 1024;
const workflowSchema = z.object({ name: z.string().max(200).optional() });

/**
 * Lets a job of a workflow begin. Nothing runs: whoever asks does the job's work.
 * @throws HttpError 422 when the ref, the commit or the workflow does not exist.
 */
export async function startJob(
  context: ForgeContext,
  located: Located,
  actor: Account,
  request: JobRequest,
): Promise<JobEnvironment> {
  const { ref } = request;
  const git = context.git.open(located.repo.id);
  const tip = await git.resolve(ref);
  if (!tip) throw unprocessable(`${fullName(located)} has no ${ref}`);
  const sha = request.sha ?? tip;
  if (
    sha !== tip &&
    !((await git.resolve(sha)) && (await git.isAncestor(sha, tip)))
  )
    throw unprocessable(`${ref} has no commit ${sha}`);
  const workflowPath = `.github/workflows/${request.workflow}`;
  const entry = await git.entryAt(sha, workflowPath);
  if (entry?.type !== 'blob')
    throw unprocessable(`${sha} has no workflow ${workflowPath}`);
  const text = await git.readBlob(entry.sha, workflowBytes);
  const secret = randomBytes(32).toString('base64url');
  const now = context.clock();
  const job = await context.store.jobs.insert({
    repoId: located.repo.id,
    actorId: actor.id,
    ref,
    sha,
    workflowPath,
    workflowName: nameOf(text.toString('utf8')) ?? workflowPath,
    event: request.event,
    requestHash: hashSecret(secret),
    expiresAt: new Date(now.getTime() + jobMilliseconds).toISOString(),
    createdAt: now.toISOString(),
  });
  return {
    GITHUB_RUN_ID: String(job.id),
    GITHUB_SHA: sha,
    // A query, because jobs append `&audience=…`.
    ACTIONS_ID_TOKEN_REQUEST_URL: `${context.baseUrl}/_services/idtoken/${job.id}?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret,
  };
}

function nameOf(workflow: string): string | undefined {
  try {
    return workflowSchema.parse(parse(workflow)).name;
  } catch (cause) {
    throw unprocessable(
      `The workflow is malformed: ${cause instanceof Error ? cause.message : 'no YAML'}`,
    );
  }
}
