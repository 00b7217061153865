import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** A person of the local forge, as `./slipway up` names them. */
export type Login = 'casey' | 'robin' | 'ollie';

const secretsSchema = z.object({
  tokens: z.object({ portal: z.string() }),
  passwords: z.record(z.string(), z.string()),
});

/** The platform under test. */
export interface Platform {
  portalUrl: string;
  forgeUrl: string;
  stateDir: string;
  /** The checkout whose `./slipway` runs it. */
  checkout: string;
  /** The portal's own token on the forge, which may administer its repositories. */
  portalToken: string;
  password(login: Login): string;
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(
      `${name} is not set; run the story with ./slipway test e2e`,
    );
  }
  return value;
}

/** The running platform that `./slipway test e2e` announces through the environment. */
export async function platform(): Promise<Platform> {
  const stateDir = setting('SLIPWAY_STATE_DIR');
  const secrets = secretsSchema.parse(
    JSON.parse(await readFile(join(stateDir, 'secrets.json'), 'utf8')),
  );
  return {
    portalUrl: setting('SLIPWAY_PORTAL_URL'),
    forgeUrl: setting('SLIPWAY_FORGE_URL'),
    stateDir,
    portalToken: secrets.tokens.portal,
    checkout: resolve(import.meta.dirname, '../..'),
    password(login) {
      const password = secrets.passwords[login];
      if (!password) {
        throw new Error(`${login} is not among the people of ${stateDir}`);
      }
      return password;
    },
  };
}
