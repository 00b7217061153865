import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from './catalogue.ts';
import type { ToolName } from './tools.ts';

const intervalMs = 1_000;

/**
 * Calls `onBuilt` once for each of `tools` when its binary appears in `folder`.
 * Only for display: a binary is complete when the compiler has ended.
 * @returns a function that ends the watch
 */
export function watchBinaries(
  folder: string,
  tools: readonly ToolName[],
  onBuilt: (tool: ToolName) => void,
): () => void {
  const pending = new Set(tools);
  const timer = setInterval(() => {
    for (const tool of pending) {
      if (existsSync(join(folder, catalogue[tool].builtAs ?? tool))) {
        pending.delete(tool);
        onBuilt(tool);
      }
    }
  }, intervalMs);
  return () => clearInterval(timer);
}
