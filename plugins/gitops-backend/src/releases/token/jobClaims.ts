import { repositorySlugSchema } from '@slipway/plugin-gitops-common';
import { z } from 'zod';
import type { ReleasesConfig } from '../releasesConfig';

const number = z.string().regex(/^\d{1,20}$/);
const text = z.string().min(1).max(500);

/** What is used of a token that GitHub gives a job. */
export const jobClaimsSchema = z.object({
  jti: z.string().min(1).max(255),
  sub: text,
  iat: z.number(),
  exp: z.number(),
  repository: repositorySlugSchema,
  repository_id: number,
  ref: z.string().max(255),
  sha: z.string().regex(/^[0-9a-f]{40,64}$/),
  workflow_ref: text,
  job_workflow_ref: text,
  run_id: number,
  event_name: text,
  actor: text,
});

/** See {@link jobClaimsSchema}. */
export type JobClaims = z.infer<typeof jobClaimsSchema>;

/**
 * Events whose workflow and commit are those of the ref. `pull_request_target`, which runs on the branch for
 * whoever opens a pull request, is none of them.
 */
const EVENTS = ['push', 'release', 'workflow_dispatch'];

const TAG = 'refs/tags/';

/**
 * Says why a job may not report a release.
 *
 * @returns undefined if it may, as far as its own token tells
 */
export function jobRefusal(
  claims: JobClaims,
  report: { version: string; commit: string },
  rules: Pick<ReleasesConfig, 'workflow' | 'branches'>,
): string | undefined {
  const { ref, repository } = claims;
  const tag = ref.startsWith(TAG) ? ref.slice(TAG.length) : undefined;
  if (
    tag === undefined &&
    !rules.branches.some(branch => ref === `refs/heads/${branch}`)
  ) {
    return `releases are not made from ${ref}`;
  }
  if (
    tag !== undefined &&
    ![report.version, `v${report.version}`].includes(tag)
  ) {
    return `the tag ${tag} is not of version ${report.version}`;
  }
  if (!EVENTS.includes(claims.event_name)) {
    return `the event is ${claims.event_name}`;
  }
  // Both, because a job of a called workflow runs other people's code in a run of this one.
  const workflow = `${repository}/.github/workflows/${rules.workflow}@${ref}`;
  if (
    claims.workflow_ref !== workflow ||
    claims.job_workflow_ref !== workflow
  ) {
    return `the workflow is ${claims.workflow_ref}, the job's ${claims.job_workflow_ref}`;
  }
  return claims.sha === report.commit
    ? undefined
    : `the job is of commit ${claims.sha}`;
}
