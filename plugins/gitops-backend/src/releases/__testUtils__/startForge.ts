import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const MAIN = resolvePackagePath(
  '@slipway/plugin-gitops-backend',
  '../../packages/forge/src/main.ts',
);
const TOKEN = 'a-token-of-the-owner';
const PERSON_TOKEN = 'a-token-of-anna-herself';
const ADMIN_TOKEN = 'a-token-of-who-arms-faults';

/** What a job gets of the forge, as GitHub gives it. */
export type JobEnvironment = Record<
  | 'GITHUB_RUN_ID'
  | 'GITHUB_SHA'
  | 'ACTIONS_ID_TOKEN_REQUEST_URL'
  | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  string
>;

/** What a job is started with. */
export interface JobRequest {
  repository: string;
  /** Default: the branch `main`. */
  ref?: string;
  /** Default: `release.yml`. */
  workflow?: string;
  event?: string;
}

/** What the next requests meet. */
export interface ForgeFault {
  /** The path is a regular expression. */
  match: { method: string; path: string };
  times: number;
  status?: number;
  /** Seconds. */
  retryAfter?: number;
  /** How long they take. */
  milliseconds?: number;
}

/** The local forge as a process of its own, which gives jobs their tokens. */
export interface JobForge {
  url: string;
  issuer: string;
  /** Makes `acme/<name>` with workflows, a branch `feature` and tags. @returns its commit */
  createRepository(name: string): Promise<string>;
  startJob(job: JobRequest): Promise<JobEnvironment>;
  /** The owner's. */
  ownerToken: string;
  /** Where what broke GitHub's contract is written, when it stops. */
  contractReport: string;
  /** Calls the REST API as the owner. */
  call<T>(method: string, path: string, body?: object): Promise<T>;
  /** The same as Anna, who is not the portal. */
  callAsAnna<T>(method: string, path: string, body?: object): Promise<T>;
  /** Replaces what goes wrong on it: see its configuration. */
  fail(faults: readonly ForgeFault[]): Promise<void>;
  /** A new token of a job. */
  token(job: JobEnvironment, audience: string): Promise<string>;
  /** Takes it away with `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again where it was, with what it had. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a forge on a free port of loopback. */
export async function startForge(directory: string): Promise<JobForge> {
  const seed = {
    orgs: [{ login: 'acme', name: 'Acme' }],
    users: [
      { login: 'owner', name: 'The owner', tokens: [TOKEN] },
      { login: 'anna', name: 'Anna', tokens: [PERSON_TOKEN] },
    ],
    members: ['owner', 'anna'].map(login => ({
      org: 'acme',
      login,
      role: 'admin',
    })),
  };
  const config = {
    port: 0,
    dataDir: join(directory, 'forge'),
    seedFile: join(directory, 'seed.json'),
    contractReport: join(directory, 'contract.json'),
    adminToken: ADMIN_TOKEN,
  };
  await writeFile(join(directory, 'seed.json'), JSON.stringify(seed));
  const file = join(directory, 'forge.json');
  await writeFile(file, JSON.stringify(config));
  const launched = await launch(file);
  const { url } = launched;
  let { child } = launched;
  async function call<T>(
    method: string,
    path: string,
    body?: object,
    bearer: string = TOKEN,
  ): Promise<T> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${await response.text()}`);
    }
    return response.json();
  }

  return {
    url,
    issuer: `${url}/_services/token`,
    ownerToken: TOKEN,
    contractReport: config.contractReport,
    call: (method, path, body) => call(method, `/api/v3${path}`, body),
    callAsAnna: (method, path, body) =>
      call(method, `/api/v3${path}`, body, PERSON_TOKEN),
    async createRepository(name) {
      await call('POST', '/api/v3/orgs/acme/repos', { name, auto_init: true });
      let sha = '';
      for (const workflow of ['ci.yml', 'release.yml']) {
        const path = `/api/v3/repos/acme/${name}/contents/.github/workflows/${workflow}`;
        const content = Buffer.from('name: it\n').toString('base64');
        const made = await call<{ commit: { sha: string } }>('PUT', path, {
          message: workflow,
          content,
        });
        sha = made.commit.sha;
      }
      for (const ref of ['heads/feature', 'tags/v1.0.0', 'tags/nightly']) {
        const body = { ref: `refs/${ref}`, sha };
        await call('POST', `/api/v3/repos/acme/${name}/git/refs`, body);
      }
      return sha;
    },
    startJob: job =>
      call('POST', '/_forge/jobs', {
        ref: 'refs/heads/main',
        workflow: 'release.yml',
        ...job,
      }),
    async fail(faults) {
      const response = await fetch(new URL('/_slipway/faults', url), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${ADMIN_TOKEN}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ faults }),
      });
      if (!response.ok) {
        throw new Error(`No faults: ${await response.text()}`);
      }
    },
    async token(job, audience) {
      const { value } = await call<{ value: string }>(
        'GET',
        `${job.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(audience)}`,
        undefined,
        job.ACTIONS_ID_TOKEN_REQUEST_TOKEN,
      );
      return value;
    },
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      const port = Number(new URL(url).port);
      await writeFile(file, JSON.stringify({ ...config, port }));
      ({ child } = await launch(file));
    },
    stop: () => end(child, 'SIGTERM'),
  };
}

/** Starts a forge, and waits until it listens. */
async function launch(config: string) {
  const child = spawn(
    process.execPath,
    ['--no-warnings', MAIN, '--config', config],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('"event":"listening"')) {
      return { child, url: String(JSON.parse(line).url) };
    }
  }
  throw new Error('The forge did not start');
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
