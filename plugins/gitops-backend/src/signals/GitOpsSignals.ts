import type { GitOpsSignal } from '@slipway/plugin-gitops-common';

/** Tells open pages, and other parts of the plugin, that something changed. Never throws and never waits. */
export interface GitOpsSignals {
  /** @param components - that it is about; undefined if it may be about any */
  publish(topic: GitOpsSignal['topic'], components?: readonly string[]): void;
}
