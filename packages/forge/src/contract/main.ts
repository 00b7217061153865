import { readReports } from './report-file.ts';
import { summary } from './report.ts';

/**
 * `node packages/forge/src/contract/main.ts summarize DIR`
 *
 * Prints one line and every violation; exits 1 when there are violations, 2 when called wrongly.
 */
async function main([command, target]: string[]): Promise<number> {
  if (command !== 'summarize' || !target) {
    process.stderr.write('usage: contract/main.ts summarize DIRECTORY|FILE\n');
    return 2;
  }
  const report = await readReports(target);
  for (const {
    operation,
    kind,
    message,
    example,
    count,
  } of report.violations) {
    process.stderr.write(
      `${operation}: ${kind}: ${message} (${count} times, first by ${example})\n`,
    );
  }
  process.stdout.write(`${summary(report)}\n`);
  return report.violations.length ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`contract: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
