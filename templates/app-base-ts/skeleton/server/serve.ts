import type { RequestHandler } from 'express';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Services } from '../app/context.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createMetrics } from './metrics.ts';
import { createTracing } from './tracing.ts';
{%- if values.postgresql %}
import { openDatabase } from './database.ts';
import { createNotes } from './notes.ts';
{%- endif %}
{%- if values.media %}
import { openMedia } from './media.ts';
{%- endif %}

// Kubernetes kills the process 30 seconds after asking it to stop; traces are sent in what is left.
const shutdownTimeout = 15_000;

/**
 * Serves until the signal, then finishes the requests that run.
 *
 * @param assets - answers with the files that the browser loads
 */
export async function serve(
  config: Config,
  log: Logger,
  assets: RequestHandler,
  stop: AbortSignal,
): Promise<void> {
  const tracing = config.OTEL_EXPORTER_OTLP_ENDPOINT
    ? createTracing(
        config.OTEL_EXPORTER_OTLP_ENDPOINT,
        config.OTEL_SERVICE_NAME,
      )
    : undefined;
{%- if values.postgresql %}
  const database = openDatabase(config.DATABASE_URL);
{%- endif %}
  const services: Services = {
    service: config.OTEL_SERVICE_NAME,
{%- if values.postgresql %}
    notes: createNotes(database),
{%- endif %}
{%- if values.media %}
    media: await openMedia(config.MEDIA_DIR),
{%- endif %}
  };
  const checks: (() => Promise<unknown>)[] = [
{%- if values.postgresql %}
    async () => database`select 1`,
{%- endif %}
{%- if values.media %}
    services.media.checkWritable,
{%- endif %}
  ];
  const server = createServer(
    createApp({
      log,
      metrics: createMetrics(),
      tracing,
      services,
      assets,
      checkReady: async () => {
        stop.throwIfAborted();
        await Promise.all(checks.map(check => check()));
      },
    }),
  );

  server.listen(config.PORT);
  await once(server, 'listening');
  // A TCP server's address is never a path.
  log.info({ port: (server.address() as AddressInfo).port }, 'listening');

  if (!stop.aborted) {
    await once(stop, 'abort');
  }
  log.info('stopping');
  const closed = once(server, 'close');
  server.close();
  const timer = setTimeout(() => {
    log.warn('cutting off requests that do not end');
    server.closeAllConnections();
  }, shutdownTimeout);
  await closed;
  clearTimeout(timer);
{%- if values.postgresql %}
  await database.end({ timeout: 5 });
{%- endif %}
  await tracing?.close();
  log.info('stopped');
}
