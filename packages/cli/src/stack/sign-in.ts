import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { PEOPLE } from '../setup/people.ts';
import type { Settings } from '../setup/settings.ts';

const LOOK_EVERY_MS = 300;
const REQUEST_TIMEOUT_MS = 5000;
const PATIENCE_MS = 180_000;

/** Settles when everyone can sign in: the portal lets in only whom its catalog has read from the forge. */
export async function untilPeopleCanSignIn(
  settings: Settings,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (const { login } of PEOPLE) {
    while (!(await isInCatalog(settings, login))) {
      signal.throwIfAborted();
      if (Date.now() > deadline) {
        throw new Problem(
          `The portal runs, but has not read ${login} from the forge; see ./slipway logs portal`,
        );
      }
      await sleep(LOOK_EVERY_MS);
    }
  }
}

async function isInCatalog(
  { config, secrets }: Settings,
  login: string,
): Promise<boolean> {
  const url = `http://127.0.0.1:${config.ports.portal}/api/catalog/entities/by-name/user/default/${login}`;
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${secrets.cli.token}` },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // restarting, or busy: the next look tells
  }
}
