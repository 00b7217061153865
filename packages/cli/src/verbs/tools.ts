import { setPriority } from 'node:os';
import type { Verb } from '../cli/verb.ts';
import { describeError, ExitCode } from '../problem.ts';
import type { ToolsMessage } from '../stack/tools-process.ts';

const LOW_PRIORITY = 15;

/** Makes the cluster tools; `up` runs it as a process of its own. */
export const toolsVerb: Verb = {
  name: 'tools',
  summary: 'Compile the cluster tools into the cache, or find them there',
  hidden: true,
  async run({ workspace }) {
    // The compiler's processes inherit it.
    setPriority(LOW_PRIORITY);
    const tell = (message: ToolsMessage) =>
      new Promise<void>(resolve => {
        if (message.kind === 'progress') console.log(message.text);
        if (!process.send) return resolve();
        return process.send(message, () => resolve());
      });
    try {
      const { ensureTools } = await import('@slipway/local-cluster');
      const tools = await ensureTools({
        cacheDir: workspace.cacheDir,
        onProgress: event =>
          void tell({ kind: 'progress', text: event.message }),
      });
      await tell({ kind: 'done', tools });
      return ExitCode.ok;
    } catch (error) {
      console.error(error);
      await tell({ kind: 'failed', reason: describeError(error) });
      return ExitCode.failed;
    } finally {
      process.disconnect?.();
    }
  },
};
