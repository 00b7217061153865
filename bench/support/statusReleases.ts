import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { writeRelease } from './statusFleet.ts';

const run = promisify(execFile);

/** Pushes a release of a component to an environment. */
export async function pushRelease(
  clone: string,
  component: string,
  environment: string,
  version: string,
): Promise<void> {
  await writeRelease(clone, component, environment, version);
  const identity = [
    '-c',
    'user.name=Bench',
    '-c',
    'user.email=bench@acme.example',
  ];
  const message = `--message=feat: release ${component} ${version}`;
  for (const args of [
    ['commit', '--all', '--quiet', message],
    ['push', '--quiet', 'origin', 'main'],
  ]) {
    await run('git', [...identity, ...args], { cwd: clone });
  }
}

/** The newest commit of a clone. */
export async function newestCommit(clone: string): Promise<string> {
  const { stdout } = await run('git', ['rev-parse', 'HEAD'], { cwd: clone });
  return stdout.trim();
}
