import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { GoBuildError } from './go-build-error.ts';
import { goEnvironment } from './go.ts';

/** Options of {@link compile}. */
export interface CompileOptions {
  /** What is compiled, as an error calls it. */
  subject: string;
  /** Folder of the Go module. */
  directory: string;
  packages: readonly string[];
  /** Arguments of `go build` before `-o`. */
  arguments: readonly string[];
  /** Variables beside those of every `go` command. */
  environment?: Readonly<Record<string, string>>;
  /** What follows `-o`: a file, or an existing folder with a slash at its end. */
  output: string;
  /** File that receives what the compiler says. */
  log: string;
  signal?: AbortSignal;
}

/**
 * Compiles packages with one `go build`: one plan over all of them compiles each
 * shared package once and keeps every processor busy to the end. It runs at low
 * priority.
 */
export async function compile(options: CompileOptions): Promise<void> {
  const { directory, packages, environment, output, log, signal } = options;
  const logFile = await open(log, 'w', 0o600);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(
        'go',
        ['build', ...options.arguments, '-o', output, ...packages],
        {
          cwd: directory,
          env: goEnvironment(environment),
          stdio: ['ignore', logFile.fd, logFile.fd],
          signal,
        },
      );
      child.on('spawn', () => lowerPriority(child.pid));
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code !== 0) {
      throw failure(await readFile(log, 'utf8'), options);
    }
  } finally {
    await logFile.close();
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

function failure(text: string, { subject, log }: CompileOptions): GoBuildError {
  if (/no space left on device/i.test(text)) {
    return new GoBuildError(
      `The disk filled up while compiling ${subject}; free 5 GB and run this again`,
    );
  }
  if (/dial tcp|i\/o timeout|no such host|proxyconnect/i.test(text)) {
    return new GoBuildError(
      `The Go modules of ${subject} could not be downloaded; check the network and GOPROXY, the reason is in ${log}`,
    );
  }
  return new GoBuildError(
    `${capitalised(subject)} could not be compiled; the reason is in ${log}`,
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
