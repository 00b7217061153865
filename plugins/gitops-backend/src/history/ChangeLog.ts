import type {
  ChangesFilter,
  VersionChange,
} from '@slipway/plugin-gitops-common';

/** The version-change log, for the other parts of the plugin. Whoever passes entries on looks at visibility first. */
export interface ChangeLog {
  /** Entries that a filter leaves, the newest first. */
  newest(
    filter: Omit<ChangesFilter, 'owner'>,
    limit: number,
  ): Promise<VersionChange[]>;

  /** Entries of one overlay, the newest first: what its rollback can go back to. */
  ofOverlay(overlay: string, limit: number): Promise<VersionChange[]>;
}
