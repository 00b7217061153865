import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { forgeApi } from './forge.ts';
import type { Platform } from './platform.ts';

const run = promisify(execFile);

/** A release as a component's workflow makes it. */
export interface Release {
  component: string;
  version: string;
  images: readonly string[];
}

/**
 * Reports a release as the component's own workflow does: by the script in its repository, as a job
 * of its `release.yml` that the forge vouches for.
 */
export async function report(
  platform: Platform,
  { component, version, images }: Release,
): Promise<void> {
  const api = forgeApi(platform);
  const { data: job } = await api.request({
    method: 'POST',
    url: `${platform.forgeUrl}/_forge/jobs`,
    repository: `acme/${component}`,
    ref: 'refs/heads/main',
    workflow: 'release.yml',
  });
  const folder = await mkdtemp(join(tmpdir(), 'slipway-release-'));
  try {
    await run('git', ['clone', '--quiet', cloneUrl(platform, component), '.'], {
      cwd: folder,
      env: { ...process.env, ...asPortal(platform) },
    });
    const { stdout } = await run(
      process.execPath,
      ['.github/report-release.mjs', version, ...images],
      { cwd: folder, env: { ...process.env, ...job } },
    );
    // The script warns and does not fail: a release is made whether or not a portal knows.
    if (!stdout.includes(`Slipway knows ${component} ${version}.`)) {
      throw new Error(stdout);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function cloneUrl({ forgeUrl }: Platform, component: string): string {
  return `${forgeUrl}/acme/${component}.git`;
}

/** Git's credentials through the environment, where no list of processes shows them. */
function asPortal({ portalToken }: Platform): Record<string, string> {
  const basic = Buffer.from(`x-access-token:${portalToken}`).toString('base64');
  return {
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}
