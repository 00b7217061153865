import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;

/** Who a commit is by, and how to sign in to a remote. */
export interface GitOptions {
  author?: { name: string; email: string };
  credentials?: { username: string; token: string };
}

/** Runs git without the user's own configuration, and with credentials that no process list shows. */
export async function git(
  cwd: string,
  args: readonly string[],
  { author, credentials }: GitOptions = {},
): Promise<string> {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
  };
  if (author) {
    env.GIT_AUTHOR_NAME = env.GIT_COMMITTER_NAME = author.name;
    env.GIT_AUTHOR_EMAIL = env.GIT_COMMITTER_EMAIL = author.email;
  }
  if (credentials) {
    const { username, token } = credentials;
    const basic = Buffer.from(`${username}:${token}`).toString('base64');
    env.GIT_CONFIG_COUNT = '1';
    env.GIT_CONFIG_KEY_0 = 'http.extraHeader';
    env.GIT_CONFIG_VALUE_0 = `Authorization: Basic ${basic}`;
  }
  try {
    const { stdout } = await run('git', [...args], {
      cwd,
      env,
      timeout: TIMEOUT_MS,
    });
    return stdout;
  } catch (cause) {
    const { stderr = '' } = cause as { stderr?: string };
    throw new Problem(
      `git ${args[0]} failed: ${
        stderr.trim().split('\n').at(-1) || 'no reason given'
      }; see the forge's log with ./slipway logs forge`,
    );
  }
}
