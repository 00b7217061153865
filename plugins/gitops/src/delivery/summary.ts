import type {
  CellState,
  ComponentDelivery,
  DeliveryCell,
} from '@slipway/plugin-gitops-common';
import { STATES } from '../components/StateLabel';

/** The version to call a cell by: what runs, or else what Git wants. */
export function cellVersion(cell: DeliveryCell): string | undefined {
  return cell.synced?.version ?? cell.desired?.version;
}

/** What Git wants beside what runs, if the two differ. */
export function pendingVersion(cell: DeliveryCell): string | undefined {
  const running = cell.synced?.version;
  const desired = cell.desired?.version;
  return running && desired && running !== desired ? desired : undefined;
}

/** One sentence on the whole component, "2 synced, 1 degraded: prod on vk". */
export function summarise(delivery: ComponentDelivery): string {
  const places = new Map<CellState, string[]>();
  for (const { name, cells } of delivery.environments) {
    for (const { state, cluster } of cells) {
      places.set(state, [
        ...(places.get(state) ?? []),
        `${name} on ${cluster}`,
      ]);
    }
  }
  return [...places]
    .map(([state, where]) => {
      const count = `${where.length} ${STATES[state].word.toLowerCase()}`;
      return state === 'synced' ? count : `${count}: ${where.join(', ')}`;
    })
    .join('; ');
}
