import { createRequestHandler } from '@react-router/express';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { RouterContextProvider } from 'react-router';
import { requestContext, type Services } from '../app/context.ts';
import type { Metrics } from './metrics.ts';
import { limitBody, nameRoute, observeRequests } from './requests.ts';
import type { Tracing } from './tracing.ts';
{%- if values.media %}
import { maxUploadBytes, serveMedia } from './media.ts';
{%- endif %}

// A form's fields, and what surrounds them.
{%- if values.media %}
const maxBodyBytes = maxUploadBytes + 64 * 1024;
{%- else %}
const maxBodyBytes = 64 * 1024;
{%- endif %}

interface AppParts {
  log: Logger;
  metrics: Metrics;
  tracing: Tracing | undefined;
  services: Services;
  /** Answers with the files that the browser loads. */
  assets: RequestHandler;
  /** Fails with the reason why no request should come now. */
  checkReady: () => Promise<void>;
}

/** Everything that answers requests; listening is the caller's part. */
export function createApp(parts: AppParts): Express {
  const { log, metrics, tracing, services, assets, checkReady } = parts;
  const app = express();
  app.disable('x-powered-by');
  // The ingress is in the cluster, and says which scheme and host the browser asked for.
  app.set('trust proxy', ['loopback', 'linklocal', 'uniquelocal']);

  app.get('/healthz', (_request, response) => {
    response.type('text').send('ok\n');
  });
  app.get('/readyz', async (_request, response) => {
    try {
      await checkReady();
      response.type('text').send('ok\n');
    } catch (error) {
      log.warn({ err: error }, 'not ready');
      response.status(503).type('text').send('not ready\n');
    }
  });
  app.get('/metrics', async (request, response, next) => {
    // Prometheus asks the pod itself. What came through the ingress is from outside.
    if (request.headers['x-forwarded-for'] !== undefined) {
      next();
      return;
    }
    response.type(metrics.contentType).send(await metrics.render());
  });

  app.use(observeRequests(log, metrics, tracing));
  app.use(limitBody(maxBodyBytes));
  app.use((_request, response, next) => {
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
    });
    next();
  });
  app.use(assets);
{%- if values.media %}
  app.use('/files', serveMedia(services.media.directory));
{%- endif %}
  app.use((_request, response, next) => {
    const nonce = randomBytes(16).toString('base64');
    response.locals.nonce = nonce;
    // Vite's development server writes scripts and styles of its own.
    if (import.meta.env.PROD) {
      response.set('Content-Security-Policy', contentSecurityPolicy(nonce));
    }
    next();
  });
  app.use(
    createRequestHandler({
      build: () => import('virtual:react-router/server-build'),
      getLoadContext: (_request, response) => {
        const context = new RouterContextProvider();
        context.set(requestContext, {
          ...services,
          nonce: String(response.locals.nonce),
          nameRoute: pattern => {
            nameRoute(response, pattern);
          },
          reportError: error => {
            log.error({ err: error }, 'page failed');
          },
        });
        return context;
      },
    }),
  );

  // Express knows an error handler by its four parameters.
  const failed: ErrorRequestHandler = (error, _request, response, next) => {
    log.error({ err: error as unknown }, 'request failed');
    if (response.headersSent) {
      next(error);
      return;
    }
    response.status(500).type('text').send('Something went wrong.\n');
  };
  app.use(failed);
  return app;
}

/** Only our own files, and the scripts that the server itself wrote into this page. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
