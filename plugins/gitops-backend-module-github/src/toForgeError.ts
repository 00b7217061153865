import {
  isError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import { RequestError } from '@octokit/request-error';

/**
 * Says what a failed call means.
 *
 * @param what - the sentence's beginning: what could not be done, to what
 */
export function toForgeError(what: string, error: unknown): Error {
  return causedBy(meaning(what, error), error);
}

function meaning(what: string, error: unknown): Error {
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
    return new ServiceUnavailableError(
      `${what}: the quota of the portal's credentials is spent; try again in a few minutes`,
    );
  }
  if (status === 401 || status === 403) {
    return new NotAllowedError(
      `${what}: the forge refuses the portal (${status}); check the credentials under integrations.github`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `${what}: there is no such repository, or the portal may not see it`,
    );
  }
  // Octokit reports a broken connection, and an aborted one, as 500 without a response.
  return new ServiceUnavailableError(
    response
      ? `${what}: the forge answered ${status}`
      : `${what}: the forge did not answer`,
  );
}
