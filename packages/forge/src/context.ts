import type { Faults } from './faults.ts';
import type { ForgeConfig } from './config.ts';
import type { GitRepositories } from './git/GitRepositories.ts';
import type { Locks } from './locks.ts';
import type { Store } from './store/Store.ts';
import type { EventBus } from './webhooks/EventBus.ts';
import type { WebhookSender } from './webhooks/WebhookSender.ts';

/** What every part of a running forge works with. One per forge; nothing is global. */
export interface ForgeContext {
  readonly config: ForgeConfig;
  /** How clients reach the forge, without a slash at the end. */
  readonly baseUrl: string;
  readonly store: Store;
  readonly git: GitRepositories;
  readonly events: EventBus;
  readonly webhooks: WebhookSender;
  /** One holder at a time for each repository whose refs or pull requests change. */
  readonly locks: Locks;
  readonly faults: Faults;
  /** The present; tests may turn it. */
  readonly clock: () => Date;
  /** One line for the operator, on standard error. */
  readonly log: (message: string, cause?: unknown) => void;
}
