import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { failure, type Routes } from '../portal/testing.ts';

const registration = z.strictObject({
  client_name: z.string(),
  redirect_uris: z.tuple([
    z.string().regex(/^http:\/\/127\.0\.0\.1:\d+\/callback$/),
  ]),
  response_types: z.tuple([z.literal('code')]),
  grant_types: z.array(z.string()),
  scope: z.string(),
});

const authorization = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.literal('code'),
  scope: z.string(),
  state: z.string().min(32),
  code_challenge: z.string().min(43),
  code_challenge_method: z.literal('S256'),
});

const grant = z.discriminatedUnion('grant_type', [
  z.strictObject({
    grant_type: z.literal('authorization_code'),
    code: z.string(),
    redirect_uri: z.string(),
    code_verifier: z.string(),
    client_id: z.string(),
    client_secret: z.string(),
  }),
  z.strictObject({
    grant_type: z.literal('refresh_token'),
    refresh_token: z.string(),
    client_id: z.string(),
    client_secret: z.string(),
  }),
]);

/** An auth backend whose person agrees, or not, at once; tokens work once, as Backstage's do. */
export function testAuth({ consent = true } = {}) {
  const clients = new Map<string, { secret: string; redirectUri: string }>();
  const codes = new Map<string, z.infer<typeof authorization>>();
  const refreshTokens = new Set<string>();
  const accessTokens = new Set<string>();
  let lifetime = 3600;

  const issue = () => {
    const payload = { sub: 'user:default/casey', exp: now() + lifetime };
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
    const access_token = `h.${body}.${randomUUID()}`;
    const refresh_token = randomUUID();
    accessTokens.add(access_token);
    refreshTokens.add(refresh_token);
    return { access_token, refresh_token, token_type: 'Bearer' };
  };
  const refused = (error: string) => ({
    status: 400,
    body: { error, error_description: `${error}, said the portal` },
  });

  const routes: Routes = {
    'GET /api/auth/.well-known/openid-configuration': ({ url }) => ({
      body: {
        issuer: `${url.origin}/api/auth`,
        client_id_metadata_document_supported: true,
        registration_endpoint: `${url.origin}/api/auth/v1/register`,
      },
    }),
    'POST /api/auth/v1/register': ({ body }) => {
      const [redirectUri] = registration.parse(body).redirect_uris;
      const client_id = randomUUID();
      const secret = randomUUID();
      clients.set(client_id, { secret, redirectUri });
      return { status: 201, body: { client_id, client_secret: secret } };
    },
    'GET /api/auth/v1/authorize': ({ url }) => {
      const asked = authorization.parse(Object.fromEntries(url.searchParams));
      if (clients.get(asked.client_id)?.redirectUri !== asked.redirect_uri) {
        return refused('invalid_request');
      }
      const code = randomUUID();
      codes.set(code, asked);
      const query = new URLSearchParams([
        consent ? ['code', code] : ['error', 'access_denied'],
        ['state', asked.state],
      ]);
      return { location: `${asked.redirect_uri}?${query}` };
    },
    'POST /api/auth/v1/token': ({ body }) => {
      const asked = grant.parse(body);
      if (clients.get(asked.client_id)?.secret !== asked.client_secret) {
        return refused('invalid_client');
      }
      if (asked.grant_type === 'refresh_token') {
        return refreshTokens.delete(asked.refresh_token)
          ? { body: issue() }
          : refused('invalid_grant');
      }
      const session = codes.get(asked.code);
      codes.delete(asked.code);
      const challenge = createHash('sha256')
        .update(asked.code_verifier)
        .digest('base64url');
      return session?.redirect_uri === asked.redirect_uri &&
        session.code_challenge === challenge
        ? { body: issue() }
        : refused('invalid_grant');
    },
    'POST /api/auth/v1/revoke': ({ body }) => {
      refreshTokens.delete(z.object({ token: z.string() }).parse(body).token);
      return {};
    },
  };

  return {
    routes,
    refreshTokens,
    /** How long the next tokens live. */
    expireAfter(seconds: number) {
      lifetime = seconds;
    },
    /** A route that only answers whoever is signed in. */
    guarded(route: Routes[string]): Routes[string] {
      return request =>
        accessTokens.has(request.authorization?.replace(/^Bearer /, '') ?? '')
          ? route(request)
          : failure(401, 'AuthenticationError', 'Missing credentials');
    },
  };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
