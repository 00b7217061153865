import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { CoalescingSignals } from './CoalescingSignals';
import type { GitOpsSignals } from './GitOpsSignals';

/** What signals are made from. */
export interface SignalsOptions {
  signals: SignalsService;
  logger: LoggerService;
}

/** Sets up what tells open pages that something changed. */
export function createSignals({
  signals,
  logger,
}: SignalsOptions): GitOpsSignals {
  return new CoalescingSignals(signals, logger);
}
