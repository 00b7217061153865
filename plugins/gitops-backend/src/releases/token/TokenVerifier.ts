import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { ReleasesConfig } from '../releasesConfig';
import { type JobClaims, jobClaimsSchema } from './jobClaims';

/** Seconds. GitHub's tokens are good for less; whatever they say, none is taken that is older. */
export const MAX_TOKEN_AGE_S = 600;
/** Seconds that clocks may differ by. */
export const CLOCK_TOLERANCE_S = 30;

/** As GitHub signs, and what it could change to; never a symmetric one. */
const ALGORITHMS = ['RS256', 'ES256'];
const KEYS_TIMEOUT_MS = 5_000;
const KEYS_KEPT_MS = 10 * 60_000;

/** What a {@link TokenVerifier} is made from. */
export interface TokenVerifierOptions extends Pick<
  ReleasesConfig,
  'issuer' | 'audience'
> {
  logger: LoggerService;
  now?(): Date;
}

/** Verifies tokens of jobs by the keys that their issuer publishes. */
export class TokenVerifier {
  readonly #options: TokenVerifierOptions;
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;

  constructor(options: TokenVerifierOptions) {
    this.#options = options;
    this.#keys = createRemoteJWKSet(
      new URL(`${options.issuer}/.well-known/jwks`),
      { timeoutDuration: KEYS_TIMEOUT_MS, cacheMaxAge: KEYS_KEPT_MS },
    );
  }

  /**
   * @param authorization - value of the header
   * @throws `AuthenticationError` with the same words whatever is wrong, `ServiceUnavailableError` if the
   * issuer's keys cannot be had
   */
  async verify(authorization: string | undefined): Promise<JobClaims> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) {
      throw this.#refused('there is none');
    }
    const claims = jobClaimsSchema.safeParse(await this.#payload(token));
    if (!claims.success) {
      throw this.#refused('a claim is missing or malformed', claims.error);
    }
    return claims.data;
  }

  async #payload(token: string): Promise<unknown> {
    const { issuer, audience, now } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        maxTokenAge: MAX_TOKEN_AGE_S,
        requiredClaims: ['exp', 'jti'],
        currentDate: now?.(),
      });
      return payload;
    } catch (error) {
      if (isOfToken(error)) {
        throw this.#refused(error.message, error);
      }
      throw causedBy(
        new ServiceUnavailableError(
          'The keys of the tokens’ issuer cannot be read; report the release again later',
        ),
        error,
      );
    }
  }

  #refused(reason: string, cause?: unknown): AuthenticationError {
    this.#options.logger.info(`A token for a release was refused: ${reason}`);
    return causedBy(
      new AuthenticationError(
        'The token was refused; send an OIDC token of the job for the audience of the portal',
      ),
      cause,
    );
  }
}

/** Whether the token is at fault, not its issuer, for whose wrong replies the library has no class of its own. */
function isOfToken(error: unknown): error is errors.JOSEError {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== errors.JOSEError.code
  );
}
