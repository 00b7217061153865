import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const slipway = resolve(import.meta.dirname, '../../slipway');

/** What goes wrong, and where. */
export interface Fault {
  cluster: string;
  namespace: string;
  simulation: 'crash-loop' | 'image-pull-failure' | 'slow-start';
}

/** Makes the pods of a namespace fail, as `./slipway simulate` does for a person; returns what heals them. */
export async function simulate({
  cluster,
  namespace,
  simulation,
}: Fault): Promise<() => Promise<void>> {
  const run = async (what: string) => {
    await promisify(execFile)(slipway, [
      'simulate',
      what,
      '--cluster',
      cluster,
      '--namespace',
      namespace,
    ]);
  };
  await run(simulation);
  return () => run('none');
}
