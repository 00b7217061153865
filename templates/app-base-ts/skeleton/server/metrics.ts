import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What Prometheus reads. */
export interface Metrics {
  contentType: string;
  render(): Promise<string>;
  /** Counts a request that was answered. `route` is a pattern, never a path, so series stay few. */
  request(
    labels: { method: string; route: string; status: number },
    seconds: number,
  ): void;
}

/** Metrics of the process and of its requests, in a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'How long requests took, by route, method and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    request: (labels, seconds) => {
      requests.observe(labels, seconds);
    },
  };
}
