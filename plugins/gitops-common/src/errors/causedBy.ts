/**
 * Keeps what caused an error, for logs, out of its message, which people read. The classes of
 * `@backstage/errors` append the cause's words when it is given to them.
 *
 * @returns the error itself
 */
export function causedBy<T extends Error>(error: T, cause: unknown): T {
  // Not enumerable, so that it is not part of a reply either.
  Object.defineProperty(error, 'cause', {
    value: cause,
    configurable: true,
    writable: true,
    enumerable: false,
  });
  return error;
}
