import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { LaunchOptions } from '@playwright/test';
import packagedChromium from '@sparticuz/chromium';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** Keeps the browser from calling its maker's hosts, which a closed network answers with noise. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function onPath(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = folders.flatMap(folder =>
    names.map(name => join(folder, name)),
  );
  for (const candidate of candidates) {
    try {
      await access(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not there: the next candidate is tried.
    }
  }
  return undefined;
}

/**
 * The machine's own Chromium, else the one that an npm package carries.
 *
 * Chromium's sandbox refuses to work for root, so it is switched off there and nowhere else.
 */
export async function browserLaunchOptions(): Promise<LaunchOptions> {
  const own = await onPath();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return own
    ? { executablePath: own, args: [...quiet, ...sandbox] }
    : {
        executablePath: await packagedChromium.executablePath(),
        args: [...packagedChromium.args, ...quiet, ...sandbox],
      };
}
