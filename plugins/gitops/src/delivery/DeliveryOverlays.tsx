import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { Suspense } from 'react';
import { useReturnFocus } from '../components/Focus';
import {
  CellDrawer,
  HoldDialog,
  PromoteDialog,
  PromotionDialog,
  RollBackDialog,
} from './lazyParts';
import type { useDeliveryActions } from './useDeliveryActions';

/** Props of {@link DeliveryOverlays}. */
export interface DeliveryOverlaysProps {
  delivery: ComponentDelivery;
  state: ReturnType<typeof useDeliveryActions>;
}

/** Dialogs that ask something first, or follow what was asked for. */
const Dialogs = ({ delivery, state }: DeliveryOverlaysProps) => {
  const { opened, actions } = state;
  const { promotion, question } = opened;
  const { component } = delivery;
  const asked = {
    delivery,
    onShow: actions.showPromotion,
    onClose: state.closeQuestion,
  };
  useReturnFocus(promotion !== undefined || question !== undefined);
  return (
    // Loaded by themselves: what waited for them together with them, as the drawer, would be hidden and lose the focus.
    <Suspense fallback={null}>
      {promotion && (
        <PromotionDialog
          key={promotion}
          id={promotion}
          onClose={state.closePromotion}
        />
      )}
      {question?.ask === 'promote' && (
        <PromoteDialog {...asked} environment={question.environment} />
      )}
      {question?.ask === 'roll-back' && (
        <RollBackDialog
          {...asked}
          environment={question.environment}
          cluster={question.cluster}
          version={question.version}
        />
      )}
      {question?.ask === 'hold' && (
        <HoldDialog
          component={component}
          environment={question.environment}
          onClose={state.closeQuestion}
        />
      )}
    </Suspense>
  );
};

/** What lies above the grid: the drawer of a cell, and dialogs above that. */
export const DeliveryOverlays = ({
  delivery,
  state,
}: DeliveryOverlaysProps) => {
  const { cell } = state.opened;
  const { component, environments, index } = delivery;
  const dialogs = <Dialogs delivery={delivery} state={state} />;
  return cell ? (
    <Suspense fallback={null}>
      <CellDrawer
        key={`${cell.environment}/${cell.cluster}`}
        place={{ component, ...cell }}
        known={environments
          .find(({ name }) => name === cell.environment)
          ?.cells.find(({ cluster }) => cluster === cell.cluster)}
        repository={index.repository}
        actions={state.actions}
        onClose={state.closeCell}
      >
        {dialogs}
      </CellDrawer>
    </Suspense>
  ) : (
    dialogs
  );
};
