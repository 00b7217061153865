import { setTimeout as sleep } from 'node:timers/promises';

/** Looks until there is something. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + 4_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`Waited in vain for ${look}`);
    }
    await sleep(5);
  }
}
