import {
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import { ForgeQuotaError } from '@slipway/plugin-gitops-node';
import { RequestError } from '@octokit/request-error';
import { ZodError } from 'zod';
import { graphqlFailure } from './graphqlFailure';

/**
 * Says what a failed call means.
 *
 * @param what - the sentence's beginning: what could not be done, to what
 */
export function toForgeError(what: string, error: unknown): Error {
  return causedBy(meaning(what, error), error);
}

function meaning(what: string, error: unknown): Error {
  const types = graphqlFailure(error)?.errors.map(({ type }) => type);
  if (types) {
    return graphqlMeaning(what, types);
  }
  if (error instanceof ZodError) {
    return new ServiceUnavailableError(
      `${what}: the forge's answer is not one of GitHub's; check integrations.github`,
    );
  }
  if (!(error instanceof RequestError)) {
    const timeout = isError(error) && /Timeout|Abort/.test(error.name);
    return new ServiceUnavailableError(
      `${what}: the forge did not answer${timeout ? ' in time' : ''}`,
    );
  }
  const { status, response } = error;
  const quota =
    status === 429 || response?.headers['x-ratelimit-remaining'] === '0';
  if (quota || response?.headers['retry-after'] !== undefined) {
    return outOfQuota(what, quotaBack(response?.headers ?? {}));
  }
  if (status === 401 || status === 403) {
    return refused(what, String(status));
  }
  if (status === 404) {
    return missing(what);
  }
  // Octokit reports a broken connection, and an aborted one, as 500 without a response.
  return new ServiceUnavailableError(
    response
      ? `${what}: the forge answered ${status}`
      : `${what}: the forge did not answer`,
  );
}

function graphqlMeaning(
  what: string,
  types: readonly (string | undefined)[],
): Error {
  if (types.includes('RATE_LIMITED')) {
    return outOfQuota(what);
  }
  if (types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES')) {
    return refused(what, 'GraphQL');
  }
  if (types.includes('NOT_FOUND')) {
    return missing(what);
  }
  return new ServiceUnavailableError(
    `${what}: the forge could not answer (${types[0] ?? 'GraphQL'})`,
  );
}

function outOfQuota(what: string, retryAt?: Date): Error {
  return new ForgeQuotaError(
    `${what}: the quota of the portal's credentials is spent; try again in a few minutes`,
    retryAt,
  );
}

/** Secondary limits name seconds, the hour's quota the moment that it is back. */
function quotaBack(
  headers: Readonly<Record<string, string | number | undefined>>,
): Date | undefined {
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) {
    return new Date(Date.now() + seconds * 1_000);
  }
  const reset = Number(headers['x-ratelimit-reset']);
  return headers['x-ratelimit-remaining'] === '0' && reset > 0
    ? new Date(reset * 1_000)
    : undefined;
}

function refused(what: string, how: string): Error {
  return new NotAllowedError(
    `${what}: the forge refuses the portal (${how}); check the credentials under integrations.github`,
  );
}

function missing(what: string): Error {
  return new NotFoundError(
    `${what}: there is no such thing, or the portal may not see it`,
  );
}
