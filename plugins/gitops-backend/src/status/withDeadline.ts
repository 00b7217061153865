/**
 * Waits for a promise, but not longer than a time. The work behind it goes on.
 *
 * @param deadlineMs - milliseconds
 * @returns undefined if the time ran out
 */
export async function withDeadline<T extends object>(
  promise: Promise<T>,
  deadlineMs: number,
): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), deadlineMs);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
