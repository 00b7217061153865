import { randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  clusterSecretsSchema,
  createClusterSecrets,
} from '@slipway/local-cluster';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { writeFileAtomically } from '../system/files.ts';
import type { Workspace } from '../workspace.ts';
import { ARGOCD_BOT, PEOPLE, PORTAL_BOT } from './people.ts';

const ACCOUNTS = [...PEOPLE.map(({ login }) => login), PORTAL_BOT, ARGOCD_BOT];

const secret = z.string().min(12);

const secretsSchema = z.object({
  /** Passwords of the accounts of the local forge, by login; nobody is told those of the bots. */
  passwords: z.record(z.string(), secret),
  /** Forge tokens of the two bots. */
  tokens: z.object({ portal: secret, argocd: secret }),
  /** What this command line shows to the portal. */
  cli: z.object({ token: secret }),
  oauth: z.object({ clientId: secret, clientSecret: secret }),
  webhooks: z.object({ portal: secret, argocd: secret }),
  postgres: z.object({ password: secret }),
  /** Of each local cluster, by its name. */
  clusters: z.record(z.string(), clusterSecretsSchema),
});

/** Every secret of one local stack. */
export type Secrets = z.infer<typeof secretsSchema>;

/** Reads the secrets of this stack; the first call makes them. Those that are missing are added. */
export async function ensureSecrets(
  workspace: Workspace,
  clusters: readonly string[],
): Promise<Secrets> {
  const existing = await readSecrets(workspace);
  const secrets = complete(existing, clusters);
  if (JSON.stringify(secrets) !== JSON.stringify(existing)) {
    await writeFileAtomically(
      workspace.secretsFile,
      `${JSON.stringify(secrets, null, 2)}\n`,
      0o600,
    );
  }
  return secrets;
}

/** The secrets as they are, or undefined before the first `up`. */
export async function readSecrets(
  workspace: Workspace,
): Promise<Partial<Secrets> | undefined> {
  let text: string;
  try {
    text = await readFile(workspace.secretsFile, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return secretsSchema.partial().parse(JSON.parse(text));
  } catch {
    // No cause: its text could quote a secret.
    throw new Problem(
      `${workspace.secretsFile} is damaged; restore it from a backup, or start anew with ./slipway reset`,
    );
  }
}

function complete(
  existing: Partial<Secrets> | undefined,
  clusters: readonly string[],
): Secrets {
  return {
    passwords: {
      ...Object.fromEntries(ACCOUNTS.map(login => [login, password()])),
      ...existing?.passwords,
    },
    tokens: existing?.tokens ?? { portal: token(), argocd: token() },
    cli: existing?.cli ?? { token: hex(24) },
    oauth: existing?.oauth ?? { clientId: hex(10), clientSecret: hex(20) },
    webhooks: existing?.webhooks ?? { portal: hex(32), argocd: hex(32) },
    postgres: existing?.postgres ?? { password: hex(24) },
    clusters: {
      ...Object.fromEntries(
        clusters.map(name => [name, createClusterSecrets()]),
      ),
      ...existing?.clusters,
    },
  };
}

const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
const ALPHANUMERIC =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Easy to type from a terminal, with about 79 bits: `k3fm-9wzt-…`. */
function password(): string {
  return [4, 4, 4, 4].map(length => pick(READABLE, length)).join('-');
}

/** In the form of a personal access token, which clients and scanners recognise. */
function token(): string {
  return `ghp_${pick(ALPHANUMERIC, 36)}`;
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

function pick(alphabet: string, length: number): string {
  return Array.from(
    { length },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
}
