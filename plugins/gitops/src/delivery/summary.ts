import type {
  CellState,
  ComponentDelivery,
  DeliveryCell,
} from '@slipway/plugin-gitops-common';
import { bySeverity, STATES } from '../components/StateLabel';

/** The version to call a cell by: what runs, or else what Git wants. */
export function cellVersion(cell: DeliveryCell): string | undefined {
  return cell.synced?.version ?? cell.desired?.version;
}

/** One sentence on the whole component, worst first: "1 degraded: prod on vk; 2 synced". */
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
    .sort(([a], [b]) => bySeverity(a, b))
    .map(([state, where]) => {
      const count = `${where.length} ${STATES[state].word.toLowerCase()}`;
      return state === 'synced' ? count : `${count}: ${where.join(', ')}`;
    })
    .join('; ');
}
