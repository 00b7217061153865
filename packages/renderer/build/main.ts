/**
 * Compiles the renderer into the user's cache, or finds it there, and prints its path:
 * `node packages/renderer/build/main.ts [--quiet]`.
 */
import { parseArgs } from 'node:util';
import { buildRenderer } from './buildRenderer.ts';

const SILENT_MS = 2_000;

const { values } = parseArgs({
  options: { quiet: { type: 'boolean', default: false } },
});

let doing = 'looking for the renderer';
const say = () => process.stderr.write(`${doing}\n`);
const silence = values.quiet ? undefined : setTimeout(say, SILENT_MS).unref();
try {
  const wasm = await buildRenderer({
    onProgress: text => {
      doing = text;
    },
  });
  process.stdout.write(`${wasm}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
} finally {
  clearTimeout(silence);
}
