import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Octokit } from 'octokit';
import type { ForgeConfigInput } from '../config.ts';
import { createForge, type Forge } from '../createForge.ts';
import { applySeed, type Seed } from '../seed.ts';

const execute = promisify(execFile);

/** The people of a test forge: an owner, two writers, a reader, and somebody from outside. */
export const people = [
  'owner',
  'writer',
  'reviewer',
  'reader',
  'stranger',
] as const;
/** @see people */
export type Person = (typeof people)[number];

/** A forge in a temporary directory, with an organisation `acme`. */
export interface TestForge extends Forge {
  directory: string;
  secrets: Record<Person, { token: string; password: string }>;
  /** A client that signs in as somebody. */
  as(person: Person): Octokit;
  /** Runs real git; `person` gives the credentials for the forge's address. */
  git(cwd: string, ...args: string[]): Promise<string>;
  /** The address of a repository with somebody's token in it. */
  remote(person: Person, repository: string): string;
  /** Stops it and removes all it wrote. */
  dispose(): Promise<void>;
}

/** Starts a forge on a free port for one test file. */
export async function startForge(
  config: Partial<ForgeConfigInput> = {},
): Promise<TestForge> {
  const directory = await mkdtemp(join(tmpdir(), 'forge-test-'));
  const forge = await createForge({
    port: 0,
    dataDir: join(directory, 'data'),
    contractReport: process.env.SLIPWAY_CONTRACT_REPORT,
    ...config,
  });
  const secrets = Object.fromEntries(
    people.map(person => [
      person,
      {
        token: `ghp_${randomBytes(20).toString('hex')}`,
        password: randomBytes(12).toString('hex'),
      },
    ]),
  ) as TestForge['secrets'];
  const seed: Seed = {
    orgs: [{ login: 'acme', name: 'Acme' }],
    users: people.map(person => ({
      login: person,
      name: `The ${person}`,
      email: `${person}@acme.example`,
      password: secrets[person].password,
      tokens: [secrets[person].token],
    })),
    members: [
      { org: 'acme', login: 'owner', role: 'admin' },
      { org: 'acme', login: 'writer', role: 'member' },
      { org: 'acme', login: 'reviewer', role: 'member' },
      { org: 'acme', login: 'reader', role: 'member' },
    ],
    teams: [
      {
        org: 'acme',
        slug: 'developers',
        name: 'Developers',
        members: ['writer', 'reviewer'],
      },
    ],
  };
  await applySeed(forge.context, seed);
  return {
    ...forge,
    directory,
    secrets,
    as: person =>
      new Octokit({
        auth: secrets[person].token,
        baseUrl: `${forge.url}/api/v3`,
        // A refusal is what the tests look at: no second try, no word about it.
        retry: { enabled: false },
        throttle: { enabled: false },
        log: { debug() {}, info() {}, warn() {}, error() {} },
      }),
    git: async (cwd, ...args) => {
      const { stdout } = await execute('git', args, {
        cwd,
        env: {
          PATH: process.env.PATH ?? '',
          HOME: directory,
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_TERMINAL_PROMPT: '0',
          GIT_AUTHOR_NAME: 'The writer',
          GIT_AUTHOR_EMAIL: 'writer@acme.example',
          GIT_COMMITTER_NAME: 'The writer',
          GIT_COMMITTER_EMAIL: 'writer@acme.example',
        },
      });
      return stdout.trim();
    },
    remote: (person, repository) =>
      `${forge.url.replace('://', `://${person}:${secrets[person].token}@`)}/${repository}.git`,
    dispose: async () => {
      await forge.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
