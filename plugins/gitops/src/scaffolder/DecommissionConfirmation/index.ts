import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { DecommissionConfirmation } from './DecommissionConfirmation';

/** `ui:field: DecommissionConfirmation` */
export const decommissionConfirmationField = createFormField({
  name: 'DecommissionConfirmation',
  component: DecommissionConfirmation,
  validation: (confirmation, field) => {
    if (!confirmation) {
      field.addError('Type the name of the component to go on.');
    }
  },
});
