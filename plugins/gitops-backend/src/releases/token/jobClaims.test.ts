import { type JobClaims, jobRefusal } from './jobClaims';

const commit = 'a'.repeat(40);
const WORKFLOW = 'acme/shop/.github/workflows/release.yml';

function claims(changes: Partial<JobClaims> = {}): JobClaims {
  const ref = changes.ref ?? 'refs/heads/main';
  return {
    jti: '1',
    sub: `repo:acme/shop:ref:${ref}`,
    iat: 0,
    exp: 300,
    repository: 'acme/shop',
    repository_id: '1',
    ref,
    sha: commit,
    workflow_ref: `${WORKFLOW}@${ref}`,
    job_workflow_ref: `${WORKFLOW}@${ref}`,
    run_id: '7',
    event_name: 'push',
    actor: 'casey',
    ...changes,
  };
}

const refusal = (changes: Partial<JobClaims>) =>
  jobRefusal(
    claims(changes),
    { version: '1.0.0', commit },
    { workflow: 'release.yml', branches: ['main', 'stable'] },
  );

it.each<Partial<JobClaims>>([
  {},
  { ref: 'refs/heads/stable' },
  { ref: 'refs/tags/v1.0.0' },
  { ref: 'refs/tags/1.0.0', event_name: 'release' },
  { event_name: 'workflow_dispatch' },
])('lets the job %j report', changes => {
  expect(refusal(changes)).toBeUndefined();
});

it.each<[Partial<JobClaims>, string]>([
  [{ ref: 'refs/heads/main2' }, 'not made from refs/heads/main2'],
  [{ ref: 'refs/pull/1/merge' }, 'not made from refs/pull/1/merge'],
  [{ ref: 'main' }, 'not made from main'],
  [{ ref: 'refs/tags/v1.0.1' }, 'tag v1.0.1 is not of version 1.0.0'],
  [{ ref: 'refs/tags/main' }, 'tag main is not of version 1.0.0'],
  [{ event_name: 'pull_request_target' }, 'the event'],
  [{ sha: 'b'.repeat(40) }, `of commit ${'b'.repeat(40)}`],
  // A workflow that the run calls, such as the one that runs tests, is not the one that releases.
  [
    {
      job_workflow_ref: 'acme/shop/.github/workflows/ci.yml@refs/heads/main',
    },
    "job's acme/shop/.github/workflows/ci.yml",
  ],
  [{ workflow_ref: `${WORKFLOW}@refs/heads/feature` }, 'the workflow'],
  [
    { workflow_ref: 'acme/evil/.github/workflows/release.yml@refs/heads/main' },
    'the workflow is acme/evil',
  ],
])('refuses the job %j', (changes, reason) => {
  expect(refusal(changes)).toContain(reason);
});
