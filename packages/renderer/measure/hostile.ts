/**
 * The renderer with every hostile input of its tests, in a process of its own that can be watched
 * from outside: `test/trace` traces its system calls, and a test takes rights away from it. Argument:
 * the compiled program. Prints what came of it as one line of JSON.
 */
import { accessSync } from 'node:fs';
import { createRenderer } from '../src/createRenderer';
import { hostileInputs, policies } from '../src/testing/hostile';
import { component, treeOf } from '../src/testing/treeOf';

const TIMEOUT_MS = 120_000;

/** Looks for a file that nobody has, which is a system call that a trace shows. */
function mark(moment: 'begin' | 'end') {
  try {
    accessSync(`/slipway-trace/${moment}`);
  } catch {
    // As expected.
  }
}

async function outcome(work: Promise<unknown>, done: string): Promise<string> {
  try {
    await work;
    return done;
  } catch (error) {
    const { reason } = error as { reason?: string };
    return reason ?? String(error);
  }
}

async function main(wasm: string) {
  const renderer = await createRenderer({
    wasm,
    workers: 1,
    memoryMiB: 256,
    timeoutMs: TIMEOUT_MS,
  });
  const shop = (replicas: number) =>
    renderer.render(treeOf(component('shop', { replicas })), {
      style: 'kustomize',
      path: 'apps/shop/overlays/prod',
    });
  // Starts the worker, so that what Node.js does for that is over.
  await shop(1);
  const unexpected: string[] = [];
  const expect = (name: string, expected: string, came: string) => {
    if (came !== expected) unexpected.push(`${name}: ${came}, not ${expected}`);
  };
  mark('begin');
  for (const { name, files, request, expected } of hostileInputs) {
    const work = renderer.render(treeOf(files()), request);
    expect(name, expected, await outcome(work, 'rendered'));
  }
  for (const { name, text, expected } of policies) {
    const work = renderer.evaluate({
      modules: new Map([['p.rego', text]]),
      data: {},
      queries: ['data.p.answer'],
      inputs: ['{}'],
    });
    expect(name, expected, await outcome(work, 'evaluated'));
  }
  expect('afterwards', 'rendered', await outcome(shop(2), 'rendered'));
  mark('end');
  await renderer.close();
  const inputs = hostileInputs.length + policies.length;
  process.stdout.write(`${JSON.stringify({ inputs, unexpected })}\n`);
}

main(process.argv[2]).catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
