import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describeError, Problem } from '../problem.ts';
import { compileCache } from '../stack/compile-cache.ts';
import { buildRenderer } from '../stack/renderer-build.ts';
import type { Workspace } from '../workspace.ts';

/** What the program ends with that comes to no plan; 1 is a verdict. */
const NO_PLAN = 2;

/** What is planned, as the program's options. */
export interface PlanOptions {
  base: string;
  head: string;
  worktree: boolean;
  format: string;
  url: string;
  failOn: string;
  repository: string;
}

/** Path of the compiled renderer, which is compiled first where this version of it was not yet. */
export async function ensureRenderer(workspace: Workspace): Promise<string> {
  try {
    return await buildRenderer({
      workspace,
      log: join(workspace.logsDir, 'renderer-build.log'),
      progress: line => process.stderr.write(`${line}\n`),
    });
  } catch (cause) {
    throw new Problem(describeError(cause), { cause, exitCode: NO_PLAN });
  }
}

/**
 * Runs the program that plans, in the tool chain of the portal.
 *
 * @returns its exit code
 */
export async function runPlan(
  workspace: Workspace,
  wasm: string,
  { worktree, ...options }: PlanOptions,
): Promise<number> {
  const program = spawn(
    process.execPath,
    [
      '--no-node-snapshot',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(workspace.root, 'plugins/gitops-backend/src/plan/command/main.ts'),
      ...Object.entries({ wasm, ...options }).map(
        ([name, value]) => `--${name}=${value}`,
      ),
      ...(worktree ? ['--worktree'] : []),
    ],
    {
      cwd: workspace.root,
      stdio: 'inherit',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        ...compileCache(workspace),
      },
    },
  );
  // Both get the terminal's interrupt; the program is the one that ends for it.
  const wait = () => {};
  process.on('SIGINT', wait);
  try {
    const [code] = await once(program, 'close');
    return typeof code === 'number' ? code : NO_PLAN;
  } finally {
    process.off('SIGINT', wait);
  }
}
