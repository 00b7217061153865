import { execFile } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { release } from './fleet.ts';
import { REPOSITORY, until } from './servers.ts';

const run = promisify(execFile);
const PLAN_MS = 15 * 60_000;

const statusesSchema = z.array(
  z.object({ context: z.string(), state: z.string() }),
);

/** A forge, and the portal that it tells of pull requests. */
export interface Ends {
  forge: { url: string; token: string };
  portal: { url: string; webhookSecret: string };
}

/** Pull requests against a repository on the forge, from a clone of it. */
export class Proposals {
  readonly folder: string;
  readonly #ends: Ends;

  constructor(folder: string, ends: Ends) {
    this.folder = folder;
    this.#ends = ends;
  }

  /** Makes the folder the first commit of the repository on the forge. */
  static async publish(folder: string, forge: Ends['forge']): Promise<void> {
    await rest(forge, 'POST', '/orgs/acme/repos', {
      name: REPOSITORY.split('/')[1],
    });
    const remote = forge.url.replace('://', `://owner:${forge.token}@`);
    await git(folder, 'init', '--quiet', '--initial-branch=main');
    await git(folder, 'remote', 'add', 'origin', `${remote}/${REPOSITORY}.git`);
    await git(folder, 'add', '--all');
    await git(folder, 'commit', '--quiet', '--message=feat: begin');
    await git(folder, 'push', '--quiet', 'origin', 'main');
  }

  /** Opens a pull request that releases a version to overlays; the portal is not told of it yet. */
  async open(overlays: readonly string[], version: string): Promise<string> {
    const branch = `release-${version}-${overlays.length}`;
    await git(this.folder, 'switch', '--quiet', '--create', branch, 'main');
    await release(this.folder, overlays, version);
    await git(
      this.folder,
      'commit',
      '--all',
      '--quiet',
      '--message=feat: release',
    );
    await git(this.folder, 'push', '--quiet', 'origin', branch);
    const commit = await git(this.folder, 'rev-parse', 'HEAD');
    await rest(this.#ends.forge, 'POST', `/repos/${REPOSITORY}/pulls`, {
      title: `feat: release ${version}`,
      head: branch,
      base: 'main',
    });
    return commit;
  }

  /** Delivers the forge's webhook, and looks until the commit has the plan's status. */
  async planned(commit: string): Promise<void> {
    const { portal, forge } = this.#ends;
    const body = '{}';
    const signature = createHmac('sha256', portal.webhookSecret);
    const response = await fetch(`${portal.url}/api/gitops/webhooks/github`, {
      method: 'POST',
      body,
      headers: {
        'x-hub-signature-256': `sha256=${signature.update(body).digest('hex')}`,
        'x-github-delivery': randomUUID(),
        'x-github-event': 'pull_request',
      },
    });
    if (!response.ok) throw new Error(`The webhook got ${response.status}`);
    const state = await until(PLAN_MS, `the plan of ${commit}`, async () => {
      const path = `/repos/${REPOSITORY}/commits/${commit}/statuses`;
      const statuses = statusesSchema.parse(await rest(forge, 'GET', path));
      return statuses.find(
        one => one.context === 'slipway/plan' && one.state !== 'pending',
      )?.state;
    });
    if (state === 'error') throw new Error(`${commit} was not planned`);
  }

  /** Puts a commit's files into a folder. */
  async checkOut(commit: string, into: string): Promise<void> {
    await git(this.folder, 'switch', '--quiet', '--detach', commit);
    await cp(this.folder, into, {
      recursive: true,
      filter: path => !path.endsWith('/.git'),
    });
  }
}

async function git(folder: string, ...args: string[]): Promise<string> {
  const identity = [
    '-c',
    'user.name=Bench',
    '-c',
    'user.email=bench@acme.example',
  ];
  const { stdout } = await run('git', [...identity, ...args], { cwd: folder });
  return stdout.trim();
}

async function rest(
  forge: Ends['forge'],
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`${forge.url}/api/v3${path}`, {
    method,
    body: body && JSON.stringify(body),
    headers: {
      authorization: `Bearer ${forge.token}`,
      'content-type': 'application/json',
    },
  });
  if (!response.ok) {
    throw new Error(
      `${method} ${path}: ${response.status} ${await response.text()}`,
    );
  }
  return response.json();
}
