import type {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import {
  type VersionChange,
  versionChangeLine,
} from '@slipway/plugin-gitops-common';
import type { GitOpsSignals } from '../../signals/GitOpsSignals';
import type { SeenResult } from '../results/ResultWatcher';

/** What a {@link ChangeAnnouncer} is made from. */
export interface ChangeAnnouncerOptions {
  signals: GitOpsSignals;
  metrics: MetricsService;
  tracing: Pick<TracingService, 'startActiveSpan'>;
  /** Takes lines of JSON; undefined if nobody wants them. */
  write?(line: string): void;
}

/** Tells open pages, log collectors and OpenTelemetry what is new in the log. */
export class ChangeAnnouncer {
  readonly #options: ChangeAnnouncerOptions;
  readonly #changes;
  readonly #results;

  constructor(options: ChangeAnnouncerOptions) {
    this.#options = options;
    // By component there would be a series for each of thousands.
    this.#changes = options.metrics.createCounter('slipway.version_changes', {
      description: 'Changes of release layers',
      unit: '{change}',
    });
    this.#results = options.metrics.createCounter(
      'slipway.version_change_results',
      { description: 'What came of changes on clusters', unit: '{result}' },
    );
  }

  /** Tells of changes that came to the branch. */
  changes(changes: readonly VersionChange[]): void {
    for (const change of changes) {
      const { kind, environment } = change;
      this.#options.write?.(versionChangeLine(change));
      this.#changes.add(1, { kind, environment });
      this.#event('slipway.version_change', {
        ...attributesOf(change),
        'slipway.clusters': change.clusters,
      });
    }
    this.#publish(changes);
  }

  /** Tells what came of changes. */
  results(results: readonly SeenResult[]): void {
    for (const { change, cluster, seen } of results) {
      const result = seen.failedAt === undefined ? 'healthy' : 'failed';
      this.#options.write?.(resultLine({ change, cluster, seen }));
      this.#results.add(1, {
        result,
        cluster,
        environment: change.environment,
      });
      this.#event('slipway.version_change_result', {
        ...attributesOf(change),
        'slipway.cluster': cluster,
        'slipway.result': result,
      });
    }
    this.#publish(results.map(({ change }) => change));
  }

  #publish(changes: readonly VersionChange[]): void {
    const components = new Set(changes.map(({ component }) => component));
    this.#options.signals.publish('changes', [...components]);
  }

  /** Backstage has spans and no events of OpenTelemetry; a span without work stands for one. */
  #event(
    name: string,
    attributes: Record<string, string | string[] | undefined>,
  ): void {
    void this.#options.tracing.startActiveSpan(
      name,
      { attributes },
      () => undefined,
    );
  }
}

function attributesOf(change: VersionChange) {
  return {
    'slipway.change': change.id,
    'slipway.kind': change.kind,
    'slipway.component': change.component,
    'slipway.environment': change.environment,
    'slipway.version.from': change.from,
    'slipway.version.to': change.to,
    'slipway.commit': change.commit,
  };
}

function resultLine({ change, cluster, seen }: SeenResult): string {
  const { healthyAt, failedAt, recoveredAt, message } = seen;
  const { id, kind, component, environment, overlay, to, commit } = change;
  return JSON.stringify({
    time: failedAt ?? healthyAt ?? recoveredAt,
    event: 'version-change-result',
    id,
    kind,
    component,
    environment,
    overlay,
    cluster,
    to,
    commit,
    result: failedAt === undefined ? 'healthy' : 'failed',
    message,
  });
}
