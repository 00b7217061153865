import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { forgeApi } from './forge.ts';
import type { Platform } from './platform.ts';

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
  const script = await api.rest.repos.getContent({
    owner: 'acme',
    repo: component,
    path: '.github/report-release.mjs',
    mediaType: { format: 'raw' },
  });
  const folder = await mkdtemp(join(tmpdir(), 'slipway-release-'));
  try {
    const file = join(folder, 'report-release.mjs');
    await writeFile(file, String(script.data));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [file, version, ...images],
      { env: { ...process.env, ...job } },
    );
    // The script warns and does not fail: a release is made whether or not a portal knows.
    if (!stdout.includes(`Slipway knows ${component} ${version}.`)) {
      throw new Error(stdout);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
