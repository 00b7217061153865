import { toError } from '@backstage/errors';

/** How something that could not be read is called in a cell. */
export function failureStatus(
  error: unknown,
): 'unreachable' | 'forbidden' | 'unknown' {
  switch (toError(error).name) {
    case 'NotAllowedError':
    case 'AuthenticationError':
      return 'forbidden';
    case 'ServiceUnavailableError':
    case 'TimeoutError':
    case 'AbortError':
      return 'unreachable';
    default:
      return 'unknown';
  }
}
