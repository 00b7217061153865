import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parse } from 'yaml';

const ROOT = resolve(__dirname, '../../..');
const CASEY = 'user:default/casey';
const LOOPBACK = 'http://127.0.0.1:20999/callback';

jest.setTimeout(60_000);

/** Signs casey in, as a forge would. */
const provider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'test-provider',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'test',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              authenticate: async () => ({ result: undefined }),
            }),
            signInResolver: (_info, context) =>
              context.signInWithCatalogUser({ entityRef: CASEY }),
          }),
        });
      },
    });
  },
});

/** Says whom it takes the caller for, in the place of the plugin that the command line asks. */
const holds = createBackendPlugin({
  pluginId: 'gitops',
  register(reg) {
    reg.registerInit({
      deps: {
        router: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
      },
      async init({ router, httpAuth }) {
        router.use(async (request, response) => {
          const caller = await httpAuth.credentials(request, {
            allow: ['user'],
          });
          const hold = {
            component: 'shop',
            environment: 'prod',
            reason: 'a test',
            by: caller.principal.userEntityRef,
            at: new Date().toISOString(),
          };
          response.json({ holds: [hold] });
        });
      },
    });
  },
});

describe('signing in with the command line', () => {
  let home: string;
  let portal: string;

  beforeAll(async () => {
    const shipped = parse(
      await readFile(join(ROOT, 'app-config.yaml'), 'utf8'),
    ).auth;
    home = await mkdtemp(join(tmpdir(), 'sign-in-'));
    const backend = await startTestBackend({
      features: [
        authPlugin,
        provider,
        holds,
        authServiceFactory,
        httpAuthServiceFactory,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: { name: 'casey', namespace: 'default' },
              spec: { memberOf: [] },
            },
          ],
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://portal.example' },
            backend: { baseUrl: 'http://localhost:0', listen: ':0' },
            auth: {
              ...shipped,
              providers: { test: {} },
              // As `./slipway up` sets it, where there is no HTTPS.
              experimentalDynamicClientRegistration: {
                enabled: true,
                allowedRedirectUriPatterns:
                  shipped.clientIdMetadataDocuments.allowedRedirectUriPatterns,
              },
            },
          },
        }),
      ],
    });
    portal = `http://localhost:${backend.server.port()}`;
  });

  afterEach(() => jest.restoreAllMocks());

  afterAll(() => rm(home, { recursive: true, force: true }));

  const slipway = (...args: string[]) =>
    spawn(
      process.execPath,
      [join(ROOT, 'packages/cli/src/main.ts'), ...args, '--portal', portal],
      { env: { PATH: process.env.PATH, HOME: home, XDG_STATE_HOME: home } },
    );

  async function ended(child: ReturnType<typeof slipway>) {
    const [stdout, [code]] = await Promise.all([
      text(child.stdout),
      once(child, 'close'),
      child.stderr.resume(),
    ]);
    return { code, stdout };
  }

  const post = (path: string, body: object, headers = {}) =>
    fetch(`${portal}/api/auth/v1/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });

  /** Opens the page of a sign-in, and agrees there as casey; resolves to where the browser goes then. */
  async function agree(url: string): Promise<string> {
    const opened = await fetch(url, { redirect: 'manual' });
    const page = new URL(opened.headers.get('location') ?? '');
    expect(page.href).toMatch(/^http:\/\/portal\.example\/oauth2\/authorize\//);
    const person = await fetch(`${portal}/api/auth/test/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { token } = (await person.json()).backstageIdentity;
    const id = page.pathname.split('/').at(-1);
    const approved = await post(
      `sessions/${id}/approve`,
      {},
      { authorization: `Bearer ${token}` },
    );
    return (await approved.json()).redirectUrl;
  }

  it('makes the command line the person who agreed, until it signs out', async () => {
    const login = slipway('login', '--no-browser');
    const done = once(login, 'close');
    let said = '';
    for await (const chunk of login.stderr) {
      said += chunk;
      const url = /^(http\S+)\n/m.exec(said)?.[1];
      if (url) await fetch(await agree(url));
    }
    expect(await done).toEqual([0, null]);

    const asked = await ended(slipway('hold', 'shop', '--json'));
    expect(JSON.parse(asked.stdout).holds[0].by).toBe(CASEY);

    const kept = JSON.parse(
      await readFile(join(home, 'slipway/sessions.json'), 'utf8'),
    );
    const { refreshToken } = kept.sessions[portal];
    expect((await ended(slipway('logout'))).code).toBe(0);
    const replayed = await post('token', {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    });
    expect(replayed.status).toBe(400);
    expect((await ended(slipway('hold', 'shop'))).code).toBe(4);
  });

  it('knows the command line by its document, and nobody else', async () => {
    // Without HTTPS, documents count in development only.
    jest.replaceProperty(process, 'env', {
      ...process.env,
      NODE_ENV: 'development',
    });
    const own = `${portal}/api/auth/.well-known/oauth-client/cli.json`;
    const verifier = 'v'.repeat(43);
    const authorize = (client: string, redirect: string) =>
      `${portal}/api/auth/v1/authorize?${new URLSearchParams({
        client_id: client,
        redirect_uri: redirect,
        response_type: 'code',
        code_challenge: createHash('sha256')
          .update(verifier)
          .digest('base64url'),
        code_challenge_method: 'S256',
      })}`;
    const answered = new URL(await agree(authorize(own, LOOPBACK)));
    expect(answered.host).toBe('127.0.0.1:20999');
    const tokens = await post('token', {
      grant_type: 'authorization_code',
      code: answered.searchParams.get('code'),
      redirect_uri: LOOPBACK,
      code_verifier: verifier,
    });
    expect(tokens.status).toBe(200);

    for (const [client, redirect] of [
      [own, 'https://elsewhere.example/callback'],
      [own, 'http://127.0.0.1.elsewhere.example/callback'],
      ['https://claude.ai/oauth/client.json', LOOPBACK],
    ]) {
      const { status } = await fetch(authorize(client, redirect), {
        redirect: 'manual',
      });
      expect([client, redirect, status]).toEqual([client, redirect, 400]);
    }
  });

  it('registers no client that is answered elsewhere than on loopback', async () => {
    for (const redirect of [
      'https://elsewhere.example/callback',
      'http://localhost:20999/callback',
      'http://127.0.0.1:20999/other',
    ]) {
      const { status } = await post('register', { redirect_uris: [redirect] });
      expect([redirect, status]).toEqual([redirect, 400]);
    }
  });
});
