import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { fullName, type Located } from '../domain/repositories.ts';
import type { Account, Job } from '../store/types.ts';

/** As long as GitHub's are good for. */
const lifetimeSeconds = 300;
/** How far GitHub lets clocks differ. */
const earlySeconds = 600;

/** Everything that a token of a job says. */
export interface TokenFacts {
  issuer: string;
  audience: string;
  job: Job;
  located: Located;
  actor: Account;
  now: Date;
}

/** The claims that GitHub documents, of a job without an environment. Numbers are strings, as there. */
export function claims(facts: TokenFacts): JWTPayload {
  const { job, located, actor } = facts;
  const { repo, owner } = located;
  const repository = fullName(located);
  const workflowRef = `${repository}/${job.workflowPath}@${job.ref}`;
  const now = Math.floor(facts.now.getTime() / 1000);
  return {
    iss: facts.issuer,
    aud: facts.audience,
    sub: `repo:${repository}:ref:${job.ref}`,
    jti: randomUUID(),
    iat: now,
    nbf: now - earlySeconds,
    exp: now + lifetimeSeconds,
    repository,
    repository_id: String(repo.id),
    repository_owner: owner.login,
    repository_owner_id: String(owner.id),
    repository_visibility: repo.private ? 'private' : 'public',
    ref: job.ref,
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    sha: job.sha,
    head_ref: '',
    base_ref: '',
    workflow: job.workflowName,
    workflow_ref: workflowRef,
    workflow_sha: job.sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: job.sha,
    run_id: String(job.id),
    run_number: String(job.id),
    run_attempt: '1',
    runner_environment: 'self-hosted',
    event_name: job.event,
    actor: actor.login,
    actor_id: String(actor.id),
  };
}
