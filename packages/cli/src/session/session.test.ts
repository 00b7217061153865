import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { Problem } from '../problem.ts';
import { testPortal } from '../portal/testing.ts';
import { portalAddress } from './address.ts';
import { clientKind } from './oauth.ts';
import { testAuth } from './testing.ts';

const HOLDS = 'GET /api/gitops/holds';

async function portalWithPerson(
  t: TestContext,
  options?: { consent: boolean },
) {
  const auth = testAuth(options);
  const portal = await testPortal(t, {
    ...auth.routes,
    [HOLDS]: auth.guarded(() => ({ body: { holds: [] } })),
  });
  return {
    auth,
    portal,
    /** Signs in with a browser that follows every redirection. */
    async signIn(visit: (url: string) => Promise<unknown> = url => fetch(url)) {
      const child = portal.start(['login', '--no-browser']);
      const stdout = text(child.stdout);
      const closed = once(child, 'close');
      let stderr = '';
      let visited: Promise<unknown> | undefined;
      for await (const chunk of child.stderr) {
        stderr += chunk;
        const url = /^(http\S+)\n/m.exec(stderr)?.[1];
        if (url) visited ??= visit(url);
      }
      await visited;
      const [code] = await closed;
      return { code: code as number, stdout: await stdout, stderr };
    },
    sessions: join(portal.home, 'slipway/sessions.json'),
  };
}

test('signs in on the loopback interface, keeps the tokens to the person, and signs out for good', async t => {
  const { portal, auth, signIn, sessions } = await portalWithPerson(t);
  const before = await portal.run(['hold', 'shop']);
  assert.equal(before.code, 4, before.stderr);
  assert.match(before.stderr, /not signed in to http.*slipway login/);

  const { code, stdout } = await signIn();
  assert.equal(code, 0);
  assert.match(stdout, /Signed in to http:\S+ as user:default\/casey/);
  assert.equal((await stat(sessions)).mode & 0o777, 0o600);
  assert.equal((await portal.run(['hold', 'shop'])).code, 0);

  const out = await portal.run(['logout']);
  assert.equal(out.code, 0, out.stderr);
  assert.equal(auth.refreshTokens.size, 0);
  assert.doesNotMatch(await readFile(sessions, 'utf8'), /Token/);
  assert.equal((await portal.run(['hold', 'shop'])).code, 4);
});

test('a consent that is refused, and an answer to another question, sign nobody in', async t => {
  const { signIn, portal } = await portalWithPerson(t, { consent: false });
  const { code } = await signIn(async url => {
    const callback = new URL(url).searchParams.get('redirect_uri');
    const forged = await fetch(`${callback}?code=stolen&state=guessed`);
    assert.equal(forged.status, 404);
    await fetch(url);
  });
  assert.equal(code, 4);
  assert.ok(!portal.asked.includes('POST /api/auth/v1/token'));
});

test('commands at once renew a session once, and all go on with it', async t => {
  const { auth, portal, signIn } = await portalWithPerson(t);
  auth.expireAfter(30); // which is too short to be used
  await signIn();
  auth.expireAfter(3600);
  const runs = await Promise.all(
    [1, 2, 3].map(() => portal.run(['hold', 'shop'])),
  );
  assert.deepEqual(
    runs.map(({ code, stderr }) => [code, stderr]),
    runs.map(() => [0, '']),
  );
  const tokens = portal.asked.filter(one => one.endsWith('/v1/token'));
  assert.equal(tokens.length, 2);
});

test('a session that the portal has ended is forgotten', async t => {
  const { auth, portal, signIn, sessions } = await portalWithPerson(t);
  auth.expireAfter(30);
  await signIn();
  auth.refreshTokens.clear();
  assert.equal((await portal.run(['hold', 'shop'])).code, 4);
  assert.deepEqual(JSON.parse(await readFile(sessions, 'utf8')).sessions, {});
});

test('a program shows its own token, and nothing of it is kept or said', async t => {
  const { portal, sessions } = await portalWithPerson(t);
  const run = await portal.run(['hold', 'shop'], {
    SLIPWAY_TOKEN: 'machine-secret',
  });
  assert.equal(run.code, 4);
  assert.match(run.stderr, /does not take the token in SLIPWAY_TOKEN/);
  assert.doesNotMatch(run.stdout + run.stderr, /machine-secret/);
  await assert.rejects(readFile(sessions), { code: 'ENOENT' });
});

test('a damaged file is named, and not quoted', async t => {
  const { portal, signIn, sessions } = await portalWithPerson(t);
  await signIn();
  await writeFile(sessions, '{"sessions":{"x":{"accessToken":"s3cret"}}}');
  const { code, stderr } = await portal.run(['hold', 'shop']);
  assert.equal(code, 1);
  assert.match(stderr, /sessions\.json is damaged; delete it/);
  assert.doesNotMatch(stderr, /s3cret/);
});

test('nothing secret goes to an address that is not encrypted, or no address', () => {
  assert.equal(portalAddress('https://p.example/x/'), 'https://p.example/x');
  assert.equal(portalAddress('http://localhost:7007'), 'http://localhost:7007');
  for (const wrong of [
    'http://portal.example',
    'portal.example',
    'file:///etc/passwd',
    'https://me:pw@portal.example',
    'https://portal.example/?x',
  ]) {
    assert.throws(
      () => portalAddress(wrong),
      (error: unknown) => error instanceof Problem && error.exitCode === 2,
      wrong,
    );
  }
});

test('a portal with HTTPS knows the command line by its document, another one lets it register', () => {
  const metadata = {
    issuer: 'https://portal.example/api/auth',
    client_id_metadata_document_supported: true,
    registration_endpoint: 'https://portal.example/api/auth/v1/register',
  };
  const portal = 'https://portal.example';
  assert.deepEqual(clientKind(portal, metadata), {
    kind: 'document',
    id: 'https://portal.example/api/auth/.well-known/oauth-client/cli.json',
  });
  const plain = { ...metadata, issuer: 'http://localhost:7007/api/auth' };
  assert.deepEqual(clientKind(portal, plain), { kind: 'registered' });
  assert.throws(
    () => clientKind(portal, { issuer: plain.issuer }),
    /auth\.clientIdMetadataDocuments/,
  );
});
