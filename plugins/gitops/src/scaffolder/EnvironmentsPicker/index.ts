import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvironmentsPicker } from './EnvironmentsPicker';

/** `ui:field: EnvironmentsPicker` */
export const environmentsPickerField = createFormField({
  name: 'EnvironmentsPicker',
  component: EnvironmentsPicker,
  validation: (chosen, field) => {
    if (!Array.isArray(chosen) || !chosen.some(Boolean)) {
      field.addError('Choose at least one environment.');
    }
  },
});
