import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';

/** Nobody listens there. */
const NOWHERE = '127.0.0.1:9';

/** How to reach the portal that is tried out, and what it needs. */
export interface Trial {
  port: number;
  /** Address of an empty PostgreSQL. */
  database: string;
  /** Of a program that may read the catalog. */
  token: string;
}

/** A value for every variable without a default that a configuration names; a new one must not be forgotten. */
export async function productionEnv(
  configFile: string,
  { port, database }: Trial,
): Promise<Record<string, string>> {
  const {
    hostname,
    port: databasePort,
    username,
    password,
  } = new URL(database);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const known: Record<string, string> = {
    SLIPWAY_URL: `http://localhost:${port}`,
    PORT: String(port),
    POSTGRES_HOST: hostname,
    POSTGRES_PORT: databasePort,
    POSTGRES_USER: username,
    POSTGRES_PASSWORD: password,
    GITHUB_APP_ID: '1',
    GITHUB_APP_PRIVATE_KEY: privateKey,
    GITOPS_REPOSITORY: `http://${NOWHERE}/acme/infra-gitops`,
  };
  const text = await readFile(configFile, 'utf8');
  const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(
    names
      .filter(name => name !== 'SLIPWAY_RENDERER')
      .map(name => [
        name,
        known[name] ?? (name.endsWith('_URL') ? `https://${NOWHERE}` : 'none'),
      ])
      .concat([['PORT', String(port)]]),
  );
}

/** What a trial mounts over the configuration of the image: it asks nobody on the network. */
export function trialConfig({ port, token }: Trial): string {
  return stringify({
    backend: {
      listen: { host: '127.0.0.1', port },
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token, subject: 'trial' },
            accessRestrictions: [{ plugin: 'catalog' }],
          },
        ],
      },
    },
    integrations: {
      github: [{ host: NOWHERE, apiBaseUrl: `http://${NOWHERE}/api/v3` }],
    },
    catalog: { providers: { github: null, githubOrg: null } },
  });
}
