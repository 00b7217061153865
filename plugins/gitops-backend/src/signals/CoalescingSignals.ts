import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  componentKey,
  GITOPS_SIGNAL_CHANNEL,
  type GitOpsSignal,
} from '@slipway/plugin-gitops-common';
import type { GitOpsSignals } from './GitOpsSignals';

/** Whoever has more to say than this says that it may be about anything. */
const MAX_KEYS = 100;

type Topic = GitOpsSignal['topic'];

/** What was said of a topic since its last signal. */
interface Pending {
  keys: Set<string>;
  /** Whether it may be about any component. */
  any: boolean;
}

/**
 * Broadcasts signals: the first of a topic at once, what follows it together when some time is over. A cluster
 * where everything moves costs an open page no more than one question in that time.
 */
export class CoalescingSignals implements GitOpsSignals {
  readonly #service: SignalsService;
  readonly #logger: LoggerService;
  readonly #quietMs: number;
  /** By topic that said something lately. */
  readonly #pending = new Map<Topic, Pending | undefined>();

  constructor(service: SignalsService, logger: LoggerService, quietMs = 250) {
    this.#service = service;
    this.#logger = logger;
    this.#quietMs = quietMs;
  }

  publish(topic: Topic, components?: readonly string[]): void {
    const quiet = this.#pending.has(topic);
    const pending = this.#pending.get(topic) ?? { keys: new Set(), any: false };
    for (const component of components ?? []) {
      pending.keys.add(componentKey(component));
    }
    pending.any ||= components === undefined || pending.keys.size > MAX_KEYS;
    if (quiet) {
      this.#pending.set(topic, pending);
    } else {
      this.#send(topic, pending);
    }
  }

  #send(topic: Topic, { keys, any }: Pending): void {
    this.#pending.set(topic, undefined);
    setTimeout(() => this.#end(topic), this.#quietMs).unref();
    const message: GitOpsSignal = any ? { topic } : { topic, keys: [...keys] };
    this.#service
      .publish({
        recipients: { type: 'broadcast' },
        channel: GITOPS_SIGNAL_CHANNEL,
        message,
      })
      .catch(error =>
        this.#logger.warn(
          `Open pages were not told: ${toError(error).message}`,
        ),
      );
  }

  #end(topic: Topic): void {
    const pending = this.#pending.get(topic);
    this.#pending.delete(topic);
    if (pending) {
      this.#send(topic, pending);
    }
  }
}
