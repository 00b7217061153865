/**
 * Runs one call at a time. Whoever asks during a run shares the next, which starts after the news
 * they came with; so a storm of news costs two runs.
 */
export function coalesce(call: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = (): Promise<void> => {
    if (!running) {
      running = call().finally(() => {
        running = undefined;
      });
      return running;
    }
    const again = () => {
      next = undefined;
      return run();
    };
    next ??= running.then(again, again);
    return next;
  };
  return run;
}
