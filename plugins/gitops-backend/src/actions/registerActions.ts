import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { registerChangeActions } from './changeActions';
import { registerDeliveryActions } from './deliveryActions';
import { registerHoldActions } from './holdActions';
import { PersonalApi, type PersonalApiOptions } from './PersonalApi';
import { registerPlanActions } from './planActions';
import { registerPromotionActions } from './promotionActions';
import { registerTrackingActions } from './trackingActions';
import { registerTrainActions } from './trainActions';

/** What {@link registerActions} needs. */
export interface ActionsOptions extends PersonalApiOptions {
  actionsRegistry: ActionsRegistryService;
}

/** What a group of actions is made from. */
export interface ActionTools {
  registry: ActionsRegistryService;
  api: PersonalApi;
}

/** Registers what assistants may do with deliveries, each for the person who asks and within their rights. */
export function registerActions(options: ActionsOptions): void {
  const tools: ActionTools = {
    registry: options.actionsRegistry,
    api: new PersonalApi(options),
  };
  registerDeliveryActions(tools);
  registerChangeActions(tools);
  registerPromotionActions(tools);
  registerTrainActions(tools);
  registerTrackingActions(tools);
  registerHoldActions(tools);
  registerPlanActions(tools);
}
