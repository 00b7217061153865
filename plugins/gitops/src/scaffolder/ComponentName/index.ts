import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { ComponentName } from './ComponentName';
import { validateName } from './validateName';

/** `ui:field: ComponentName` */
export const componentNameField = createFormField({
  name: 'ComponentName',
  component: ComponentName,
  validation: validateName,
});
