import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Verb } from '../cli/verb.ts';
import { Terminal } from '../output/terminal.ts';
import { ExitCode, Problem } from '../problem.ts';
import { runDown } from '../stack/down.ts';
import { outsideHome } from '../stack/postgres-home.ts';

const KEPT = new Set(['config.yaml', 'logs']);

/** `./slipway reset` */
export const resetVerb: Verb = {
  name: 'reset',
  summary:
    'Stop everything and delete its data: repositories, clusters, secrets',
  options: { yes: { type: 'boolean', short: 'y', help: 'do not ask' } },
  details: [
    'The configuration (.slipway/config.yaml), the logs and the cache of compiled tools stay.',
  ],
  async run({ workspace, options }) {
    const terminal = new Terminal();
    if (!options.yes) await confirm(workspace.stateDir);
    await runDown(workspace, terminal);
    const entries = await readdir(workspace.stateDir).catch(() => []);
    for (const entry of entries.filter(name => !KEPT.has(name))) {
      await rm(join(workspace.stateDir, entry), {
        recursive: true,
        force: true,
      });
    }
    await rm(outsideHome(workspace.stateDir), { recursive: true, force: true });
    terminal.line('Deleted. ./slipway up starts anew.');
    return ExitCode.ok;
  },
};

async function confirm(stateDir: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new Problem(
      'reset deletes data and nobody is there to be asked; add --yes to mean it',
      { exitCode: ExitCode.usage },
    );
  }
  const prompt = createInterface(process.stdin, process.stdout);
  const answer = await prompt.question(
    `Delete all repositories, clusters and secrets in ${stateDir}? Type yes: `,
  );
  prompt.close();
  if (answer.trim() !== 'yes') {
    throw new Problem('Nothing was deleted', {
      exitCode: ExitCode.interrupted,
    });
  }
}
