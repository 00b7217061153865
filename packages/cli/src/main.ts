import { generalHelp, verbHelp } from './cli/help.ts';
import { parseCommandLine } from './cli/parse.ts';
import { verbs } from './cli/verbs.ts';
import { describeError, ExitCode, Problem } from './problem.ts';
import { locateWorkspace } from './workspace.ts';

async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseCommandLine(argv, verbs);
  if (parsed.kind === 'help') {
    process.stdout.write(
      `${parsed.verb ? verbHelp(parsed.verb) : generalHelp(verbs)}\n`,
    );
    return ExitCode.ok;
  }
  return parsed.verb.run({
    workspace: locateWorkspace(),
    options: parsed.options,
    operands: parsed.operands,
  });
}

// A reader that stops early (head, grep -q) is no error.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit();
  throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`slipway: ${describeError(error)}\n`);
  if (process.env.SLIPWAY_DEBUG) console.error(error);
  process.exitCode =
    error instanceof Problem ? error.exitCode : ExitCode.failed;
}
