import { spawn } from 'node:child_process';

/** How one git process is run. */
export interface RunOptions {
  cwd?: string;
  env?: Readonly<Record<string, string>>;
  input?: string | Buffer;
  /** Milliseconds until it is killed. */
  timeout?: number;
  /** Bytes of output that are accepted. */
  maxBytes?: number;
  /** Exit codes that are answers and not failures; 0 if left out. */
  exitCodes?: readonly number[];
}

/** What a git process said. */
export interface RunResult {
  code: number;
  stdout: Buffer;
}

/** A git command that failed, with what it wrote to standard error. */
export class GitError extends Error {
  readonly code: number | null;
  readonly stderr: string;

  constructor(command: string, code: number | null, stderr: string) {
    super(`git ${command} failed: ${stderr.trim() || `exit code ${code}`}`);
    this.name = 'GitError';
    this.code = code;
    this.stderr = stderr;
  }
}

/** The environment of every git process: nothing of the operator's own git settings. */
export function gitEnvironment(
  settings: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LANG: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: String(Object.keys(settings).length),
  };
  Object.entries(settings).forEach(([key, value], index) => {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return env;
}

/**
 * Runs git with an argument array, never through a shell.
 * @throws GitError when it exits otherwise than `exitCodes` allows, runs too long or says too much.
 */
export async function runGit(
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const command = args.find(arg => !arg.startsWith('-')) ?? '';
  const child = spawn('git', args, {
    cwd: options.cwd,
    env: { ...gitEnvironment(), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: options.timeout ?? 60_000,
    killSignal: 'SIGKILL',
  });
  const maxBytes = options.maxBytes ?? 128 * 1024 * 1024;
  const chunks: Buffer[] = [];
  let size = 0;
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBytes) {
      stderr = `more than ${maxBytes} bytes of output`;
      child.kill('SIGKILL');
    } else chunks.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (stderr.length < 10_000) stderr += chunk.toString('utf8');
  });
  // A process that ends before reading all its input is judged by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', cause =>
      reject(new Error(`Cannot run git; is it installed?`, { cause })),
    );
    child.once('close', resolve);
  });
  if (code === null || !(options.exitCodes ?? [0]).includes(code)) {
    throw new GitError(command, code, stderr);
  }
  return { code, stdout: Buffer.concat(chunks) };
}
