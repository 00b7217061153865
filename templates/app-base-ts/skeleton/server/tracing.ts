import {
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { IncomingHttpHeaders } from 'node:http';

/** Makes a span for each request, as part of the caller's trace if there is one. */
export interface Tracing {
  start(method: string, headers: IncomingHttpHeaders): Span;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}

/** Tracing that sends spans to `<endpoint>/v1/traces` as OTLP over HTTP. */
export function createTracing(endpoint: string, service: string): Tracing {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const propagator = new W3CTraceContextPropagator();
  const tracer = provider.getTracer('http');
  return {
    start: (method, headers) =>
      tracer.startSpan(
        method,
        {
          kind: SpanKind.SERVER,
          attributes: { 'http.request.method': method },
        },
        propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter),
      ),
    close: () => provider.shutdown(),
  };
}
