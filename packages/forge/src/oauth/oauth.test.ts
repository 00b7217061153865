import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { TestBrowser } from '../pages/testBrowser.ts';
import { applySeed } from '../seed.ts';
import { startForge, type TestForge } from '../testing/startForge.ts';

const callback = 'http://localhost:7007/api/auth/github/handler/frame';
const app = {
  clientId: 'portal',
  clientSecret: randomBytes(20).toString('hex'),
  callbackUrl: callback,
  name: 'The portal',
};

describe('signing in', () => {
  let forge: TestForge;
  before(async () => {
    forge = await startForge();
    await applySeed(forge.context, { oauthApps: [app] });
  });
  after(() => forge.dispose());

  const authorize = (query: Record<string, string>) =>
    `/login/oauth/authorize?${new URLSearchParams(query)}`;
  const exchange = async (
    body: Record<string, string>,
    headers: Record<string, string> = { accept: 'application/json' },
  ) => {
    const response = await fetch(`${forge.url}/login/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers,
    });
    assert.equal(response.status, 200);
    return response;
  };
  const credentials = {
    client_id: app.clientId,
    client_secret: app.clientSecret,
  };
  const signedIn = async () => {
    const browser = new TestBrowser(forge.url);
    await browser.signIn('writer', forge.secrets.writer.password);
    return browser;
  };
  const codeFor = async (query: Record<string, string> = {}) => {
    const browser = await signedIn();
    const { location } = await browser.get(
      authorize({ client_id: app.clientId, state: 's', ...query }),
    );
    return new URL(location ?? '').searchParams.get('code') ?? '';
  };

  it('goes by way of the form to the app with a code, which becomes a token once', async () => {
    const browser = new TestBrowser(forge.url);
    const link = authorize({
      client_id: app.clientId,
      redirect_uri: callback,
      scope: 'read:user user:email',
      state: 'a b&c',
      response_type: 'code',
    });
    const away = await browser.get(link);
    assert.equal(away.status, 302);
    assert.match(away.location ?? '', /^\/login\?return_to=/);
    const form = await browser.get(away.location ?? '');
    assert.match(form.html, /to continue to <strong>The portal<\/strong>/);
    assert.match(
      form.headers.get('content-security-policy') ?? '',
      /default-src 'none'.*form-action 'self' http:\/\/localhost:7007;/,
    );
    const wrong = await browser.submit(form, '/login', {
      login: 'writer',
      password: 'wrong',
    });
    assert.equal(wrong.status, 401);
    assert.match(wrong.html, /role="alert">Incorrect username or password/);
    const back = await browser.submit(wrong, '/login', {
      login: 'writer',
      password: forge.secrets.writer.password,
    });
    assert.equal(back.status, 303);
    assert.equal(back.location, link);
    const cookie = back.headers.getSetCookie().join('\n');
    assert.match(cookie, /HttpOnly; SameSite=Lax/);
    const target = new URL((await browser.get(link)).location ?? '');
    assert.equal(target.origin + target.pathname, callback);
    assert.equal(target.searchParams.get('state'), 'a b&c');
    const code = target.searchParams.get('code') ?? '';

    const reply = await (await exchange({ ...credentials, code })).json();
    assert.deepEqual(
      { ...reply, access_token: '' },
      { access_token: '', scope: 'read:user,user:email', token_type: 'bearer' },
    );
    const user = await fetch(`${forge.url}/api/v3/user`, {
      headers: { authorization: `Bearer ${reply.access_token}` },
    });
    assert.equal((await user.json()).login, 'writer');
    const emails = await fetch(`${forge.url}/api/v3/user/emails`, {
      headers: { authorization: `token ${reply.access_token}` },
    });
    assert.equal((await emails.json())[0].email, 'writer@acme.example');
    const again = await (await exchange({ ...credentials, code })).json();
    assert.equal(again.error, 'bad_verification_code');
  });

  it('answers in the form a client accepts, and takes JSON and Basic credentials', async () => {
    const plain = await exchange({ ...credentials, code: await codeFor() }, {});
    assert.match(
      await plain.text(),
      /^access_token=gho_[^&]+&scope=&token_type=bearer$/,
    );
    const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`);
    const json = await fetch(`${forge.url}/login/oauth/access_token`, {
      method: 'POST',
      body: JSON.stringify({ code: await codeFor() }),
      headers: {
        accept: 'application/json',
        authorization: `Basic ${basic.toString('base64')}`,
        'content-type': 'application/json',
      },
    });
    assert.equal((await json.json()).token_type, 'bearer');
  });

  it("refuses with GitHub's errors: wrong secret, wrong code, another's code", async () => {
    const other = { ...app, clientId: 'other', clientSecret: 'x'.repeat(20) };
    await applySeed(forge.context, { oauthApps: [other] });
    const refusal = async (body: Record<string, string>) =>
      (await (await exchange(body)).json()).error;
    const code = await codeFor();
    assert.equal(
      await refusal({ ...credentials, client_secret: 'wrong', code }),
      'incorrect_client_credentials',
    );
    assert.equal(await refusal({ code }), 'incorrect_client_credentials');
    assert.equal(
      await refusal({
        client_id: 'other',
        client_secret: other.clientSecret,
        code,
      }),
      'bad_verification_code',
    );
    assert.equal(
      await refusal({ ...credentials, code: 'made-up' }),
      'bad_verification_code',
    );
    assert.equal(
      await refusal({
        ...credentials,
        code,
        redirect_uri: 'http://localhost:1/',
      }),
      'bad_verification_code',
    );
  });

  it('proves possession where PKCE was asked for', async () => {
    const verifier = randomBytes(32).toString('base64url');
    const query = {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const attempt = async (proof: Record<string, string>) => {
      const code = await codeFor(query);
      const reply = await exchange({ ...credentials, code, ...proof });
      return (await reply.json()).error;
    };
    assert.equal(await attempt({}), 'bad_verification_code');
    assert.equal(
      await attempt({ code_verifier: 'another' }),
      'bad_verification_code',
    );
    assert.equal(await attempt({ code_verifier: verifier }), undefined);
  });

  it('sends nobody to an address that is not the app’s', async () => {
    const browser = await signedIn();
    for (const redirect_uri of [
      'http://evil.example/api/auth/github/handler/frame',
      'http://localhost:7007@evil.example/',
      'http://localhost:7008/api/auth/github/handler/frame',
      'http://localhost:7007/api/auth/github/handler/frame-of-another',
      'data:text/html,x',
    ]) {
      const query = { client_id: app.clientId, redirect_uri, state: 's' };
      const { location } = await browser.get(authorize(query));
      const target = new URL(location ?? '');
      assert.equal(target.origin + target.pathname, callback, redirect_uri);
      assert.equal(target.searchParams.get('error'), 'redirect_uri_mismatch');
      assert.equal(target.searchParams.get('code'), null);
    }
    assert.equal(
      (await browser.get(authorize({ client_id: 'x' }))).status,
      404,
    );
    assert.equal((await browser.get(authorize({}))).status, 400);
    for (const elsewhere of [
      '//evil.example',
      'http://evil.example',
      '/\\evil.example',
    ]) {
      const query = new URLSearchParams({ return_to: elsewhere });
      assert.equal((await browser.get(`/login?${query}`)).location, '/');
    }
  });

  it('takes no form from another site, no token for a session, and ends sessions', async () => {
    const browser = await signedIn();
    const home = await browser.get('/');
    assert.match(home.html, /Sign out/);
    assert.equal((await browser.post('/logout', {})).status, 403);
    const csrf = /name="csrf" value="([^"]+)"/.exec(home.html)?.[1] ?? '';
    const foreign = { origin: 'http://evil.example' };
    assert.equal(
      (await browser.post('/logout', { csrf }, foreign)).status,
      403,
    );
    const bare = new TestBrowser(forge.url);
    const fields = { login: 'writer', password: forge.secrets.writer.password };
    assert.equal((await bare.post('/login', fields)).status, 403);

    const response = await fetch(forge.url, {
      headers: { cookie: `forge_session=${forge.secrets.writer.token}` },
    });
    assert.doesNotMatch(await response.text(), /Sign out/);

    assert.equal((await browser.submit(home, '/logout', {})).status, 303);
    assert.doesNotMatch((await browser.get('/')).html, /Sign out/);
  });

  it('slows down who tries passwords, known login or not', async () => {
    const browser = new TestBrowser(forge.url);
    const form = await browser.get('/login');
    const attempt = () =>
      browser.submit(form, '/login', { login: 'nobody', password: 'guess' });
    for (let i = 0; i < 10; i += 1) {
      const { status } = await attempt();
      assert.ok(status === 401 || status === 429);
    }
    const held = await attempt();
    assert.equal(held.status, 429);
    assert.ok(Number(held.headers.get('retry-after')) > 0);
    assert.match(held.html, /Too many failed sign-ins/);
  });
});
