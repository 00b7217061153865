import { useState } from 'react';
import { useAddressState } from '../components/address';
import type { DeliveryActions } from './actions';

/** A dialog that asks something first; what it asks is not for the address. */
export type Question =
  | { ask: 'promote'; environment: string }
  | {
      ask: 'roll-back';
      environment: string;
      cluster?: string;
      version?: string;
    }
  | { ask: 'hold'; environment: string };

/** What is open above the grid. */
export interface Opened {
  cell?: { environment: string; cluster: string };
  promotion?: string;
  question?: Question;
}

/** What is open above the grid, and how it is opened and closed. Cell and promotion are in the address. */
export function useDeliveryActions() {
  const [address, setAddress] = useAddressState({ cell: '', promotion: '' });
  const [question, setQuestion] = useState<Question>();
  const actions: DeliveryActions = {
    openCell: (environment, cluster) =>
      setAddress({ cell: `${environment}/${cluster}` }),
    promote: environment => setQuestion({ ask: 'promote', environment }),
    rollBack: (environment, cluster, version) =>
      setQuestion({ ask: 'roll-back', environment, cluster, version }),
    hold: environment => setQuestion({ ask: 'hold', environment }),
    showPromotion: promotion => {
      setQuestion(undefined);
      setAddress({ promotion });
    },
  };
  const [environment, cluster] = address.cell.split('/');
  const opened: Opened = {
    cell: cluster ? { environment, cluster } : undefined,
    promotion: address.promotion || undefined,
    question,
  };
  return {
    actions,
    opened,
    closeCell: () => setAddress({ cell: '' }),
    closePromotion: () => setAddress({ promotion: '' }),
    closeQuestion: () => setQuestion(undefined),
  };
}
