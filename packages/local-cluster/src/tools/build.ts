import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { buildArguments } from './build-arguments.ts';
import { catalogue, moduleDirectory, pinnedVersions } from './catalogue.ts';
import { goEnvironment } from './go.ts';
import type { ToolName } from './tools.ts';
import { ToolsError } from './tools-error.ts';

/** Options of {@link build}. */
export interface BuildOptions {
  /** Existing folder that receives the binaries, under the names `go build` chooses. */
  folder: string;
  /** File that receives what the compiler says. */
  log: string;
  signal?: AbortSignal;
}

/**
 * Compiles `tools` with one `go build`: one plan over all of them compiles each
 * shared package once and keeps every processor busy to the end. It runs at low
 * priority.
 */
export async function build(
  tools: readonly ToolName[],
  { folder, log, signal }: BuildOptions,
): Promise<void> {
  const packages = tools.map(tool => catalogue[tool].package);
  const settings = buildArguments(await pinnedVersions());
  const output = await open(log, 'w', 0o600);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(
        'go',
        ['build', ...settings, '-o', `${folder}/`, ...packages],
        {
          cwd: moduleDirectory,
          env: goEnvironment(),
          stdio: ['ignore', output.fd, output.fd],
          signal,
        },
      );
      child.on('spawn', () => lowerPriority(child.pid));
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) {
      throw failure(await readFile(log, 'utf8'), log);
    }
  } finally {
    await output.close();
  }
}

function lowerPriority(pid: number | undefined): void {
  if (pid !== undefined) {
    try {
      setPriority(pid, constants.priority.PRIORITY_LOW);
    } catch {
      // It has ended already; its exit code says how.
    }
  }
}

function failure(text: string, log: string): ToolsError {
  if (/no space left on device/i.test(text)) {
    return new ToolsError(
      'The disk filled up while compiling the cluster tools; free 5 GB and run this again',
    );
  }
  if (/dial tcp|i\/o timeout|no such host|proxyconnect/i.test(text)) {
    return new ToolsError(
      `The Go modules of the cluster tools could not be downloaded; check the network and GOPROXY, the reason is in ${log}`,
    );
  }
  return new ToolsError(
    `The cluster tools could not be compiled; the reason is in ${log}`,
  );
}
