/**
 * The program behind `slipway plan`: prints the plan of a clone's change, and ends with 0 if it may
 * go ahead, 1 if it is refused, 2 if there is no plan.
 */
import { parseArgs } from 'node:util';
import { toError } from '@backstage/errors';
import {
  type Plan,
  planComment,
  planExitCode,
  planText,
} from '@slipway/plugin-gitops-common';
import { createRenderer } from '@slipway/renderer';
import { z } from 'zod';
import { planClone } from './planClone';

const NO_PLAN = 2;
const INTERRUPTED = 130;
/** Shorter than this, nobody wants to hear of it. Milliseconds. */
const SILENCE_MS = 2_000;

const optionsSchema = z.object({
  wasm: z.string(),
  repository: z.string(),
  base: z.string(),
  head: z.string(),
  worktree: z.boolean().default(false),
  format: z.enum(['text', 'json', 'markdown']),
  /** Where Markdown links to. */
  url: z.string().default(''),
  failOn: z.enum(['attention', 'refused']),
});
type Options = z.infer<typeof optionsSchema>;

const interrupted = new AbortController();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      wasm: { type: 'string' },
      repository: { type: 'string' },
      base: { type: 'string' },
      head: { type: 'string' },
      worktree: { type: 'boolean' },
      format: { type: 'string' },
      url: { type: 'string' },
      failOn: { type: 'string' },
    },
  });
  const options = optionsSchema.parse(values);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => interrupted.abort());
  }
  const progress = sayAfterSilence();
  const renderer = await createRenderer({ wasm: options.wasm });
  try {
    const plan = await planClone({
      ...options,
      directory: options.repository,
      renderer,
      signal: interrupted.signal,
      onProgress: progress.take,
    });
    process.stdout.write(`${print(plan, options).trimEnd()}\n`);
    return planExitCode(plan.verdict.level, options.failOn);
  } finally {
    progress.end();
    await renderer.close();
  }
}

function print(plan: Plan, { format, url }: Options): string {
  switch (format) {
    case 'json':
      return JSON.stringify(plan, null, 2);
    case 'markdown':
      return planComment(plan, { url });
    default:
      return planText(plan);
  }
}

function sayAfterSilence() {
  let doing = 'reading the repository';
  const timer = setInterval(
    () => process.stderr.write(`${doing}\n`),
    SILENCE_MS,
  );
  return {
    take(done: number, total: number) {
      doing = `rendered ${done} of ${total} overlays`;
    },
    end: () => clearInterval(timer),
  };
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    if (!interrupted.signal.aborted) {
      process.stderr.write(`slipway: ${toError(error).message}\n`);
    }
    process.exitCode = interrupted.signal.aborted ? INTERRUPTED : NO_PLAN;
  },
);
