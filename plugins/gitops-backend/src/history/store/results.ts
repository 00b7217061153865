import type { ChangeResult } from '@slipway/plugin-gitops-common';

/** What came of a change on a cluster, as databases give it: SQLite has numbers for times. */
export interface ResultRow {
  change: number;
  cluster: string;
  healthy_at: Date | number | null;
  failed_at: Date | number | null;
  recovered_at: Date | number | null;
  message: string | null;
}

/** Results by change and by cluster. */
export function readResults(
  rows: readonly ResultRow[],
): Map<number, Map<string, ChangeResult>> {
  const all = new Map<number, Map<string, ChangeResult>>();
  for (const row of rows) {
    const { change, cluster, healthy_at, failed_at, recovered_at, message } =
      row;
    const ofChange = all.get(change) ?? new Map<string, ChangeResult>();
    ofChange.set(cluster, {
      ...(healthy_at !== null && { healthyAt: timeOf(healthy_at) }),
      ...(failed_at !== null && { failedAt: timeOf(failed_at) }),
      ...(recovered_at !== null && { recoveredAt: timeOf(recovered_at) }),
      ...(message !== null && { message }),
    });
    all.set(change, ofChange);
  }
  return all;
}

function timeOf(value: Date | number): string {
  return new Date(value).toISOString();
}
