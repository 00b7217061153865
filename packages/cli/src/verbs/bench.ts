import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Verb } from '../cli/verb.ts';
import { ExitCode, Problem } from '../problem.ts';

/** `./slipway bench` */
export const benchVerb: Verb = {
  name: 'bench',
  summary: 'Measure what the README claims, and say whether it holds',
  operands: '[measurement]',
  maxOperands: 1,
  options: {
    runs: { type: 'string', value: 'N', help: 'how often to measure' },
    minutes: {
      type: 'string',
      value: 'N',
      help: 'how long a run takes, of kubernetes',
    },
    json: { type: 'boolean', help: 'print one JSON object a figure' },
  },
  examples: [
    ['./slipway bench', 'which measurements there are'],
    ['./slipway bench start-up', 'cold and warm, in a clone of its own'],
    ['./slipway bench create-to-healthy', 'on the stack that runs'],
  ],
  async run({ workspace, options, operands }) {
    const { ensureDependencies } = await import('../setup/dependencies.ts');
    await ensureDependencies(workspace);
    const { readConfig } = await import('../setup/config.ts');
    const { ports } = await readConfig(workspace);

    const folder = join(workspace.root, 'bench');
    const names = (await readdir(folder))
      .filter(name => name.endsWith('.ts'))
      .map(name => name.slice(0, -'.ts'.length));
    const [name] = operands;
    if (name === undefined) {
      process.stdout.write(`${names.join('\n')}\n`);
      return ExitCode.ok;
    }
    if (!names.includes(name)) {
      throw new Problem(
        `There is no measurement '${name}'; there are ${names.join(', ')}`,
        { exitCode: ExitCode.usage },
      );
    }
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        join(folder, `${name}.ts`),
        ...(options.json ? ['--json'] : []),
        ...(options.runs ? ['--runs', String(options.runs)] : []),
        ...(options.minutes ? ['--minutes', String(options.minutes)] : []),
      ],
      {
        stdio: 'inherit',
        env: {
          ...process.env,
          SLIPWAY_STATE_DIR: workspace.stateDir,
          SLIPWAY_PORTAL_URL: `http://localhost:${ports.portal}`,
          SLIPWAY_FORGE_URL: `http://localhost:${ports.forge}`,
        },
      },
    );
    const [code] = await once(child, 'close');
    return code === 0 ? ExitCode.ok : ExitCode.failed;
  },
};
