import { SpanStatusCode } from '@opentelemetry/api';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing.ts';

/** Remembers the pattern of the route that answers, for log, metrics and trace. */
export function nameRoute(response: Response, pattern: string): void {
  response.locals.route = pattern;
}

/** Logs, measures and traces every request that comes after it. */
export function observeRequests(
  log: Logger,
  metrics: Metrics,
  tracing: Tracing | undefined,
): RequestHandler {
  return (request, response, next) => {
    const start = performance.now();
    const { method } = request;
    const span = tracing?.start(method, request.headers);
    response.once('close', () => {
      const seconds = (performance.now() - start) / 1000;
      const named: unknown = response.locals.route;
      const route = typeof named === 'string' ? named : 'none';
      const status = response.statusCode;
      metrics.request({ method, route, status }, seconds);
      span?.updateName(`${method} ${route}`);
      span?.setAttributes({
        'http.route': route,
        'http.response.status_code': status,
      });
      if (status >= 500) {
        span?.setStatus({ code: SpanStatusCode.ERROR });
      }
      span?.end();
      log.info(
        {
          method,
          path: request.path,
          route,
          status,
          seconds,
          aborted: response.writableFinished ? undefined : true,
          traceId: span?.spanContext().traceId,
        },
        'request',
      );
    });
    next();
  };
}

/**
 * Refuses a body that is too long before anything reads it. A body without a length is refused too:
 * every browser announces the length of a form.
 */
export function limitBody(bytes: number): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      next();
      return;
    }
    const length = request.headers['content-length'];
    if (length === undefined) {
      response.status(411).type('text').send('The length is missing.\n');
    } else if (Number(length) > bytes) {
      response
        .status(413)
        .type('text')
        .send(`More than ${String(bytes)} bytes are not accepted.\n`);
    } else {
      next();
    }
  };
}
