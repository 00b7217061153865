/** What ends a call before its time. */
export interface CallLimit {
  signal: AbortSignal;
  timeoutMs: number;
}

/**
 * Runs a call that ends with a signal, or after some time, even if it does not listen: a request may lose its signal,
 * for the platform holds signals and their combinations weakly.
 *
 * @throws `TimeoutError` after the time, the reason of the signal with the signal
 */
export async function withLimit<T>(
  { signal, timeoutMs }: CallLimit,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const limit = new AbortController();
  const timer = setTimeout(
    () =>
      limit.abort(new DOMException(`${timeoutMs} ms are over`, 'TimeoutError')),
    timeoutMs,
  );
  const stop = () => limit.abort(signal.reason);
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([call(limit.signal), aborted(limit.signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
