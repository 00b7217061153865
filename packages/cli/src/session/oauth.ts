import { z } from 'zod';
import { ExitCode, Problem } from '../problem.ts';
import { readReply, send } from '../portal/send.ts';
import { plain } from '../portal/text.ts';

const metadataSchema = z.object({
  issuer: z.url(),
  registration_endpoint: z.url().optional(),
  client_id_metadata_document_supported: z.boolean().optional(),
});

const tokensSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
});

const refusalSchema = z.object({
  error: z.string(),
  error_description: z.string().optional(),
});

/** What a portal says about signing in to it. */
export type AuthMetadata = z.infer<typeof metadataSchema>;
/** What a portal hands out. */
export type Tokens = z.infer<typeof tokensSchema>;
/** How the portal knows this command line. */
export interface Client {
  id: string;
  secret?: string;
}

/** The portal's refusal of a request about tokens; `error` is OAuth's word for it. */
export class AuthRefusal extends Problem {
  readonly error: string;

  constructor(portal: string, error: string, description?: string) {
    super(
      `The portal at ${portal} refuses: ${plain(description ?? error)}; sign in with ./slipway login`,
      { exitCode: ExitCode.notSignedIn },
    );
    this.error = error;
  }
}

/** Asks the portal how it lets programs sign in. */
export async function readMetadata(portal: string): Promise<AuthMetadata> {
  return ask(portal, metadataSchema, {
    path: '/.well-known/openid-configuration',
  });
}

/** How this command line becomes known to a portal: by the document that the portal has of it, or by registering. */
export function clientKind(
  portal: string,
  metadata: AuthMetadata,
): { kind: 'document'; id: string } | { kind: 'registered' } {
  const { protocol } = new URL(metadata.issuer);
  // A document counts only where its address cannot be forged on the way.
  if (metadata.client_id_metadata_document_supported && protocol === 'https:') {
    return {
      kind: 'document',
      id: `${metadata.issuer}/.well-known/oauth-client/cli.json`,
    };
  }
  if (metadata.registration_endpoint) return { kind: 'registered' };
  throw new Problem(
    `The portal at ${portal} lets no command line sign in; ask who runs it to set auth.clientIdMetadataDocuments`,
    { exitCode: ExitCode.notSignedIn },
  );
}

/** Registers this command line for one sign-in, which comes back to `redirectUri` and nowhere else. */
export async function register(
  portal: string,
  redirectUri: string,
): Promise<Client> {
  const reply = await ask(
    portal,
    z.object({ client_id: z.string(), client_secret: z.string().optional() }),
    {
      path: '/v1/register',
      body: {
        client_name: 'slipway, the command line',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
        scope: 'openid offline_access',
      },
    },
  );
  return { id: reply.client_id, secret: reply.client_secret };
}

/** Asks for tokens: for the code of a consent, or for a refresh token. */
export async function requestTokens(
  portal: string,
  { id, secret }: Client,
  grant:
    | {
        grant_type: 'authorization_code';
        code: string;
        redirect_uri: string;
        code_verifier: string;
      }
    | { grant_type: 'refresh_token'; refresh_token: string },
): Promise<Tokens> {
  return ask(portal, tokensSchema, {
    path: '/v1/token',
    body: { ...grant, client_id: id, client_secret: secret },
  });
}

/** Makes a refresh token worthless. */
export async function revoke(
  portal: string,
  { id, secret }: Client,
  token: string,
): Promise<void> {
  await ask(portal, z.unknown(), {
    path: '/v1/revoke',
    body: {
      token,
      token_type_hint: 'refresh_token',
      client_id: id,
      client_secret: secret,
    },
  });
}

async function ask<T>(
  portal: string,
  schema: z.ZodType<T>,
  { path, body }: { path: string; body?: object },
): Promise<T> {
  const response = await send({
    portal,
    path: `/api/auth${path}`,
    method: body ? 'POST' : 'GET',
    body,
    timeoutMs: 30_000,
  });
  const reply = await readReply(portal, response);
  if (!response.ok) {
    const refusal = refusalSchema.safeParse(reply);
    if (refusal.success && response.status < 500) {
      const { error, error_description: description } = refusal.data;
      throw new AuthRefusal(portal, error, description);
    }
    throw new Problem(
      `The portal at ${portal} cannot sign anybody in now (status ${response.status}); try again later`,
      { exitCode: ExitCode.unreachable },
    );
  }
  const parsed = schema.safeParse(reply);
  if (parsed.success) return parsed.data;
  throw new Problem(
    `What answers at ${portal} is no portal of this version; check the address`,
    { exitCode: ExitCode.unreachable },
  );
}
