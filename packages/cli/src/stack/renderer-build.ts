import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { Problem } from '../problem.ts';
import type { Workspace } from '../workspace.ts';

/** Options of {@link buildRenderer}. */
export interface RendererBuildOptions {
  workspace: Workspace;
  log: string;
  progress?(text: string): void;
  signal?: AbortSignal;
}

/**
 * Path of the compiled renderer, which is compiled first where this version of it was not yet.
 * @throws Problem with the reason
 */
export async function buildRenderer(
  options: RendererBuildOptions,
): Promise<string> {
  const { workspace, log, progress, signal } = options;
  await mkdir(dirname(log), { recursive: true });
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      join(workspace.root, 'packages/renderer/build/main.ts'),
    ],
    { cwd: workspace.root, stdio: ['ignore', 'pipe', 'pipe'], signal },
  );
  child.stderr.pipe(createWriteStream(log, { mode: 0o600 }));
  let lastLine = '';
  createInterface({ input: child.stderr }).on('line', line => {
    lastLine = line;
    progress?.(line);
  });
  const [path, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close'),
  ]);
  if (code !== 0) {
    throw new Problem(
      lastLine || `The renderer cannot be built; ${log} has the reason`,
    );
  }
  return path.trim();
}
