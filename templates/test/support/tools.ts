import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Finds a program in SLIPWAY_TOOLS_BIN, or else on PATH.
 *
 * @throws Error that says how to come by it
 */
export async function tool(name: string): Promise<string> {
  const directories = [
    process.env.SLIPWAY_TOOLS_BIN ?? '',
    ...(process.env.PATH ?? '').split(delimiter),
  ].filter(Boolean);
  for (const directory of directories) {
    const candidate = join(directory, name);
    try {
      await access(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not here; the next directory may have it.
    }
  }
  throw new Error(
    `${name} is neither in SLIPWAY_TOOLS_BIN nor on PATH; run these tests with ./slipway test, which provides it`,
  );
}

/** Runs a program to its end, for at most ten minutes. Its output is part of the error. */
export async function execute(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<string> {
  try {
    const { stdout } = await run(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      maxBuffer: 16 * 1024 * 1024,
      timeout: 10 * 60 * 1000,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as Partial<
      Record<'stdout' | 'stderr', string>
    >;
    throw new Error(
      `${program} ${args.join(' ')} failed:\n${stdout}${stderr}`,
      { cause: error },
    );
  }
}
