// Tells Slipway about a release, so that it can be promoted:
//   node .github/report-release.mjs VERSION IMAGE@DIGEST…
//
// The job proves by its OIDC token which repository it belongs to; no secret is stored. The release
// is made by then, so a portal that cannot be told is a warning. Running the job again tells it.
import { execFileSync } from 'node:child_process';

const portal = ${{ values.portalUrl | dump }};
const component = ${{ values.name | dump }};
const timeoutMs = 30_000;

async function answer(what, url, init) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const body = await response.text();
  if (!response.ok) {
    throw new Error(`${what} answered with status ${response.status}: ${body.slice(0, 500)}`);
  }
  return body;
}

async function identity() {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token } = process.env;
  if (!url || !token) {
    throw new Error('the job has no OIDC token; give it the permission id-token: write');
  }
  const request = new URL(url);
  request.searchParams.set('audience', portal);
  const headers = { authorization: `Bearer ${token}` };
  return JSON.parse(await answer('GitHub', request, { headers })).value;
}

/** When the commit was made, from which its lead time counts; undefined where git cannot tell. */
function committedAt(commit) {
  try {
    const seconds = execFileSync('git', ['show', '--no-patch', '--format=%ct', commit], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return new Date(Number(seconds) * 1000).toISOString();
  } catch {
    return undefined;
  }
}

async function report(version, references) {
  const images = references.map(reference => {
    const [name, digest] = reference.split('@');
    return { name, digest };
  });
  const commit = process.env.GITHUB_SHA;
  await answer('Slipway', `${portal}/api/gitops/releases`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await identity()}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      component,
      version,
      commit,
      committedAt: committedAt(commit),
      images,
    }),
  });
}

const [version, ...references] = process.argv.slice(2);
try {
  await report(version, references);
  console.log(`Slipway knows ${component} ${version}.`);
} catch (error) {
  // One line, because a line break would end the annotation.
  const reason = `${error.message}${error.cause ? ` (${error.cause.message})` : ''}`.replace(/\s+/g, ' ');
  console.log(`::warning title=Slipway was not told::${component} ${version}: ${reason}`);
}
