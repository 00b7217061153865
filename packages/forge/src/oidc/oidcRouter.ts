import { Router, type Request, type Response } from 'express';
import { SignJWT } from 'jose';
import { hashSecret } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { locate } from '../domain/repositories.ts';
import { HttpError, unauthorized } from '../http/errors.ts';
import type { Job } from '../store/types.ts';
import { claims } from './claims.ts';
import { algorithm, signingKey, type SigningKey } from './signingKey.ts';

/**
 * The tokens by which jobs prove whose they are: who issues them, what verifies them, and where jobs get
 * them. Paths are those of a GitHub Enterprise Server, relative to `/_services`.
 */
export function oidcRouter(context: ForgeContext): Router {
  const issuer = `${context.baseUrl}/_services/token`;
  let made: Promise<SigningKey> | undefined;
  const key = () => {
    made ??= signingKey(context).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  const router = Router();
  router.get(
    '/token/.well-known/openid-configuration',
    (_request, response) => {
      response.json({
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks`,
        subject_types_supported: ['public', 'pairwise'],
        response_types_supported: ['id_token'],
        id_token_signing_alg_values_supported: [algorithm],
        scopes_supported: ['openid'],
      });
    },
  );
  router.get('/token/.well-known/jwks', (_request, response, next) => {
    key().then(({ publicJwk }) => response.json({ keys: [publicJwk] }), next);
  });
  router.get('/idtoken/:job', (request, response, next) => {
    const answer = async () => {
      const job = await authenticatedJob(context, request);
      const repo = await context.store.repositories.find({ id: job.repoId });
      const actor = await context.store.accounts.find({ id: job.actorId });
      if (!repo || !actor) throw unauthorized();
      const located = await locate(context, repo);
      const { privateKey, kid } = await key();
      const payload = claims({
        issuer,
        audience:
          audienceOf(request) ?? `${context.baseUrl}/${located.owner.login}`,
        job,
        located,
        actor,
        now: context.clock(),
      });
      const value = await new SignJWT(payload)
        .setProtectedHeader({ typ: 'JWT', alg: algorithm, kid })
        .sign(privateKey);
      sendToken(response, value);
    };
    answer().catch(next);
  });
  return router;
}

async function authenticatedJob(
  { store, clock }: ForgeContext,
  request: Request,
): Promise<Job> {
  const secret = /^Bearer (\S+)$/i.exec(
    request.get('authorization') ?? '',
  )?.[1];
  const job =
    secret && (await store.jobs.find({ requestHash: hashSecret(secret) }));
  if (
    !job ||
    String(job.id) !== request.params.job ||
    job.expiresAt <= clock().toISOString()
  )
    throw unauthorized();
  return job;
}

function audienceOf(request: Request): string | undefined {
  const { audience } = request.query;
  if (audience === undefined) return undefined;
  if (typeof audience !== 'string' || audience === '' || audience.length > 1000)
    throw new HttpError(400, 'The audience is not valid');
  return audience;
}

function sendToken(response: Response, value: string): void {
  response
    .set('Cache-Control', 'no-store')
    .json({ count: value.length, value });
}
