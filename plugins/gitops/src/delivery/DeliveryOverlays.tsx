import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { Suspense } from 'react';
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

/** What lies above the grid: the drawer of a cell, and dialogs above that. */
export const DeliveryOverlays = ({
  delivery,
  state,
}: DeliveryOverlaysProps) => {
  const { opened, actions } = state;
  const { cell, promotion, question } = opened;
  const { component, environments, index } = delivery;
  const asked = {
    delivery,
    onShow: actions.showPromotion,
    onClose: state.closeQuestion,
  };
  return (
    <Suspense fallback={null}>
      {cell && (
        <CellDrawer
          key={`${cell.environment}/${cell.cluster}`}
          place={{ component, ...cell }}
          known={environments
            .find(({ name }) => name === cell.environment)
            ?.cells.find(({ cluster }) => cluster === cell.cluster)}
          repository={index.repository}
          actions={actions}
          onClose={state.closeCell}
        />
      )}
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
