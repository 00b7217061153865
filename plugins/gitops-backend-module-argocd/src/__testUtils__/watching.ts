import type { ObservedApplication } from '@slipway/plugin-gitops-common';
import { ArgoCdStatusProvider } from '../ArgoCdStatusProvider';
import { WATCH_TIMES, type WatchTimes } from '../watchTimes';
import type { FakeArgoCd } from './FakeArgoCd';

/** Token of the portal in tests. */
export const TOKEN = 'token-of-the-portal';

/** Follows a server, and keeps what is told. */
export function watching(
  { url }: Pick<FakeArgoCd, 'url'>,
  times: Partial<WatchTimes> = {},
  webUrl?: string,
) {
  const provider = new ArgoCdStatusProvider(
    { cluster: 'yc', url, webUrl, token: TOKEN },
    { ...WATCH_TIMES, pauseMs: 20, ...times },
  );
  const stop = new AbortController();
  const known = new Map<string, ObservedApplication>();
  const told = { lists: 0, events: 0, alive: 0 };
  const waiting = new Set<() => void>();
  const changed = () => waiting.forEach(look => look());
  const ended = provider
    .watch(
      {
        onApplications(applications) {
          told.lists += 1;
          known.clear();
          applications.forEach((one, key) => known.set(key, one));
          changed();
        },
        onApplication(key, application) {
          told.events += 1;
          if (application) {
            known.set(key, application);
          } else {
            known.delete(key);
          }
          changed();
        },
        onAlive() {
          told.alive += 1;
          changed();
        },
      },
      { signal: stop.signal },
    )
    .then(
      () => undefined,
      (error: unknown) => error,
    );
  return {
    told,
    /** How the connection ended: with an error, or undefined. */
    ended,
    get applications() {
      return [...known.values()];
    },
    async stop() {
      stop.abort();
      await ended;
    },
    /** Waits until something is so. Fails if the connection ends before. */
    async until(condition: () => boolean): Promise<void> {
      let look = () => {};
      const so = new Promise<boolean>(resolve => {
        look = () => condition() && resolve(true);
        waiting.add(look);
        look();
      });
      const is = await Promise.race([so, ended.then(() => false)]);
      waiting.delete(look);
      if (!is) {
        throw new Error(`The connection ended before: ${await ended}`);
      }
    },
  };
}
