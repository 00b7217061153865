import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { CreationPlan } from './CreationPlan';
import { validatePlan } from './validatePlan';

/** `ui:field: CreationPlan` */
export const creationPlanField = createFormField({
  name: 'CreationPlan',
  component: CreationPlan,
  validation: validatePlan,
});
