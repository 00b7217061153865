import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { OverlaysPicker } from './OverlaysPicker';

/** `ui:field: OverlaysPicker` */
export const overlaysPickerField = createFormField({
  name: 'OverlaysPicker',
  component: OverlaysPicker,
  validation: (chosen, field) => {
    if (!Array.isArray(chosen) || !chosen.some(Boolean)) {
      field.addError('Choose at least one environment or cluster.');
    }
  },
});
