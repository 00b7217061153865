import { lazy } from 'react';

const loadCellDrawer = () => import('../cell/CellDrawer');

/** Loaded when a cell is opened, or is about to be. */
export const CellDrawer = lazy(loadCellDrawer);
/** Loaded when a release is to be chosen. */
export const PromoteDialog = lazy(() => import('../promotion/PromoteDialog'));
/** Loaded when an earlier release is to be chosen. */
export const RollBackDialog = lazy(() => import('../promotion/RollBackDialog'));
/** Loaded when a promotion is followed. */
export const PromotionDialog = lazy(
  () => import('../promotion/PromotionDialog'),
);
/** Loaded when promotions are to stop. */
export const HoldDialog = lazy(() => import('../promotion/HoldDialog'));

/** Loads the drawer while the pointer is on its way. If that fails, opening it says so. */
export function prepareCellDrawer(): void {
  loadCellDrawer().catch(() => undefined);
}
