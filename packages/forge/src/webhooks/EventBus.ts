import type { EventPayloadMap } from '@octokit/webhooks-types';
import type { Account, Repository } from '../store/types.ts';

/** The events that the forge sends. */
export type EventName = keyof EventPayloadMap;

/** Something that happened, before it is told to the webhooks that want it. */
export interface ForgeEvent {
  readonly name: string;
  readonly action: string | null;
  readonly repo: Repository | null;
  /** The organisation whose hooks hear of it; null for a person's repository. */
  readonly org: Account | null;
  readonly payload: object;
}

/** Hears every event once it is recorded; must not throw. */
export type EventListener = (event: ForgeEvent) => Promise<void>;

/** Carries events from the operations to the webhook deliveries. */
export class EventBus {
  readonly #listeners = new Set<EventListener>();

  /** Adds a listener; the returned function removes it. */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells all listeners, and waits until each has recorded what it will do. */
  async publish(event: ForgeEvent): Promise<void> {
    await Promise.all([...this.#listeners].map(listener => listener(event)));
  }
}
