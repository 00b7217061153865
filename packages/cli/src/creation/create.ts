import { createInterface } from 'node:readline/promises';
import type { Invocation } from '../cli/verb.ts';
import { required, text, texts, usageProblem } from '../cli/values.ts';
import { writeResult } from '../output/result.ts';
import { Terminal } from '../output/terminal.ts';
import type { PortalClient } from '../portal/client.ts';
import { ExitCode } from '../problem.ts';
import { planCreation, planPage } from './plan.ts';
import { followTask, startTask } from './task.ts';
import { templateValues } from './values.ts';

/** `./slipway create` */
export async function create(
  portal: PortalClient,
  { options, operands }: Pick<Invocation, 'options' | 'operands'>,
  seconds: number,
): Promise<number> {
  const name = required('create', operands[0], 'the template');
  const template = name.includes(':') ? name : `template:default/${name}`;
  const values = await templateValues(
    text(options, 'values'),
    texts(options, 'set'),
  );
  const plan = await planCreation(portal, template, values);
  const refused = plan.verdict.level === 'refused';
  if (refused || options['dry-run']) {
    writeResult(options.json, plan, () => planPage(plan, new Terminal()));
    return refused ? ExitCode.failed : ExitCode.ok;
  }
  const terminal = new Terminal(process.stderr);
  terminal.line(planPage(plan, terminal));
  if (!options.yes && !(await agrees())) {
    terminal.line('Nothing was created.');
    return ExitCode.failed;
  }
  const task = await startTask(portal, template, values);
  terminal.line(`Task: ${portal.portal}/create/tasks/${task}`);
  const end = await followTask(
    portal,
    task,
    line => terminal.line(line),
    seconds,
  );
  writeResult(options.json, end, () =>
    [
      end.status === 'completed'
        ? 'Created'
        : `The task ${end.status === 'failed' ? 'failed' : 'was cancelled'}${end.error ? `: ${end.error}` : ''}`,
      ...end.links.map(({ title, url }) => `${title}: ${url}`),
    ].join('\n'),
  );
  return end.status === 'completed' ? ExitCode.ok : ExitCode.failed;
}

async function agrees(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw usageProblem('create', 'nobody can be asked here; give --yes');
  }
  const prompt = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    return /^y(es)?$/i.test(
      (await prompt.question('Create it? [y/N] ')).trim(),
    );
  } finally {
    prompt.close();
  }
}
