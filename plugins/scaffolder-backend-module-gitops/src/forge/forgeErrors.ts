import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
  isError,
} from '@backstage/errors';
import type { RequestError } from '@octokit/request-error';

/**
 * True for a failed request to the forge. Told by name, because upstream's
 * actions bring an Octokit, and so a class, of their own.
 */
export function isForgeError(error: unknown): error is RequestError {
  return (
    isError(error) &&
    error.name === 'HttpError' &&
    typeof error.status === 'number'
  );
}

/** True when the forge answered that the thing does not exist. */
export function isNotFound(error: unknown): boolean {
  return isForgeError(error) && error.status === 404;
}

/** True when the forge refused because the thing exists or moved meanwhile. */
export function isConflict(error: unknown): boolean {
  return isForgeError(error) && (error.status === 409 || error.status === 422);
}

/** Asks for something that may be absent. */
export async function orUndefined<T>(
  request: Promise<T>,
): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Turns a failed forge request into an error that says what was being done,
 * why it failed, and how to go on. Errors that are already ours pass through.
 *
 * @param doing - what was attempted, "opening the pull request of shop"
 * @param advice - what exists already and the next step
 */
export function toDomainError(
  error: unknown,
  doing: string,
  advice: string,
): Error {
  if (!isForgeError(error)) {
    return isError(error) ? error : new Error(`Failed ${doing}: ${error}`);
  }
  const reason = reasonOf(error);
  const message = `Failed ${doing}: ${reason}. ${advice}`;
  switch (error.status) {
    case 401:
      return new NotAllowedError(
        `Failed ${doing}: the forge does not accept the portal's credentials; renew integrations.github. ${advice}`,
        error,
      );
    case 403:
      return new NotAllowedError(message, error);
    case 404:
      return new NotFoundError(message, error);
    case 409:
      return new ConflictError(message, error);
    case 422:
      return new InputError(message, error);
    default:
      return new ServiceUnavailableError(message, error);
  }
}

function reasonOf(error: RequestError): string {
  const target = new URL(error.request.url);
  if (!error.response) {
    return `${target.origin} does not answer (${error.message})`;
  }
  const firstLine = error.message.split('\n', 1)[0].slice(0, 200);
  return `${target.origin} answered ${error.status} (${firstLine})`;
}
