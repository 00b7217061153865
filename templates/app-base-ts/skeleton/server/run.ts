import type { RequestHandler } from 'express';
import { readConfig } from './config.ts';
import { createLogger } from './log.ts';
import { serve } from './serve.ts';
{%- if values.postgresql %}
import { migrate } from './migrate.ts';
{%- endif %}

/**
 * Runs the sub-command: none to serve{% if values.postgresql %}, `migrate` to bring the database up to date{% endif %}.
 *
 * @returns the exit code
 */
export async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  assets: RequestHandler,
): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stop.abort(new Error(`asked to stop by ${signal}`));
    });
  }
  try {
    const config = readConfig(environment);
    const log = createLogger(config.LOG_LEVEL);
    const [command, ...rest] = args;
    if (command === undefined) {
      await serve(config, log, assets, stop.signal);
{%- if values.postgresql %}
    } else if (command === 'migrate' && rest.length === 0) {
      await migrate(config.DATABASE_URL, log);
{%- endif %}
    } else {
      throw new Error(`There is no command ${[command, ...rest].join(' ')}`);
    }
    return 0;
  } catch (error) {
    // The level that was asked for may be what is wrong.
    createLogger('error').error({ err: error }, 'failed');
    return 1;
  }
}
