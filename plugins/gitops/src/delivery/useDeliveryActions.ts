import { useState } from 'react';
import { useAddressState } from '../components/address';
import type { DeliveryActions } from './actions';

/** A dialog that asks something first. */
export type Question =
  | { ask: 'promote' | 'hold'; environment: string }
  | {
      ask: 'roll-back';
      environment: string;
      cluster?: string;
      version?: string;
    };

const CLOSED = { cell: '', promotion: '', rollback: '' };

/** What is open above the grid. */
export interface Opened {
  cell?: { environment: string; cluster: string };
  promotion?: string;
  question?: Question;
}

/**
 * What is open above the grid, and how it is opened and closed. The address says so wherever a link
 * to it helps a colleague: `?cell=prod/vk`, `?promotion=…`, and `?rollback=prod/vk/1.4.1`, of which
 * cluster and version may be missing.
 */
export function useDeliveryActions() {
  const [address, setAddress] = useAddressState(CLOSED);
  const [question, setQuestion] = useState<Question>();
  const actions: DeliveryActions = {
    openCell: (environment, cluster) =>
      setAddress({ cell: `${environment}/${cluster}` }),
    promote: environment => setQuestion({ ask: 'promote', environment }),
    rollBack: (environment, cluster = '', version = '') =>
      setAddress({ rollback: `${environment}/${cluster}/${version}` }),
    hold: environment => setQuestion({ ask: 'hold', environment }),
    showPromotion: promotion => {
      setQuestion(undefined);
      setAddress({ promotion, rollback: '' });
    },
  };
  const [environment, cluster] = address.cell.split('/');
  const opened: Opened = {
    cell: cluster ? { environment, cluster } : undefined,
    promotion: address.promotion || undefined,
    question: question ?? rollbackOf(address.rollback),
  };
  return {
    actions,
    opened,
    closeCell: () => setAddress({ cell: '' }),
    closePromotion: () => setAddress({ promotion: '' }),
    closeQuestion: () => {
      setQuestion(undefined);
      setAddress({ rollback: '' });
    },
  };
}

function rollbackOf(address: string): Question | undefined {
  const [environment, cluster, ...version] = address.split('/');
  return environment
    ? {
        ask: 'roll-back',
        environment,
        cluster: cluster || undefined,
        version: version.join('/') || undefined,
      }
    : undefined;
}
