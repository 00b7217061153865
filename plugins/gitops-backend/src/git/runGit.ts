import { spawn } from 'node:child_process';
import { ServiceUnavailableError } from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';

/** Bounds of one git process. */
export interface GitLimits {
  /** Milliseconds; the process and its children are killed after. */
  timeoutMs: number;
  /** Bytes of standard output. */
  maxOutput: number;
}

/** A git process to run. */
export interface GitCommand extends GitLimits {
  /** Repository; git is told to look nowhere else. */
  gitDir: string;
  args: readonly string[];
  /** Settings for this process alone, kept out of its argument list, which others can read. */
  config?: Readonly<Record<string, string>>;
  /** Protocols that may be spoken, as in `GIT_ALLOW_PROTOCOL`; none by default. */
  protocols?: readonly string[];
  input?: string;
  /** Exit codes besides 0 that are answers, not failures; none by default. */
  accept?: readonly number[];
}

/** Git ended with a failure; the message is one line of its own, which never holds a header. */
export class GitError extends ServiceUnavailableError {}

/**
 * Runs git without a shell, a terminal, or anybody's own configuration.
 *
 * @returns standard output
 * @throws {@link GitError} if git fails, takes too long or writes too much
 */
export async function runGit(command: GitCommand): Promise<Buffer> {
  const what = `git ${command.args[0]}`;
  // A group of its own, because git hands network work to a child that must die with it.
  const child = spawn('git', [`--git-dir=${command.gitDir}`, ...command.args], {
    detached: true,
    env: environment(command),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let failure: GitError | undefined;
  const kill = (reason: string) => {
    failure ??= new GitError(`${what} ${reason}`);
    if (child.pid !== undefined && child.exitCode === null) {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    }
  };
  const timer = setTimeout(
    () => kill(`did not end within ${command.timeoutMs} ms`),
    command.timeoutMs,
  );
  const output: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > command.maxOutput) {
      kill(`wrote more than ${command.maxOutput} bytes`);
    } else {
      output.push(chunk);
    }
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-4096);
  });
  // Git may end before it has read everything; its exit code says so, not the broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(command.input ?? '');
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (failure) {
      throw failure;
    }
    if (code !== 0 && !(code !== null && command.accept?.includes(code))) {
      throw new GitError(`${what} failed: ${reasonIn(complaint)}`);
    }
    return Buffer.concat(output);
  } catch (error) {
    throw error instanceof GitError
      ? error
      : causedBy(
          new GitError(`${what} could not be started; is git installed?`),
          error,
        );
  } finally {
    clearTimeout(timer);
  }
}

function environment(command: GitCommand): NodeJS.ProcessEnv {
  const settings = Object.entries(command.config ?? {});
  return {
    PATH: process.env.PATH,
    // Behind a company's proxy, git must take the way that the rest of the portal takes.
    HTTPS_PROXY: process.env.HTTPS_PROXY,
    HTTP_PROXY: process.env.HTTP_PROXY,
    NO_PROXY: process.env.NO_PROXY,
    SSL_CERT_FILE: process.env.SSL_CERT_FILE,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ALLOW_PROTOCOL: (command.protocols ?? []).join(':'),
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/** Git explains itself over several lines; the first that reports an error says most. */
function reasonIn(complaint: string): string {
  const lines = complaint.trim().split('\n');
  const reported = lines.find(line => /^(fatal|error): /.test(line));
  return (
    (reported ?? lines.at(-1) ?? '').replace(/^(fatal|error): /, '') ||
    'it gave no reason'
  );
}
