import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** Fields of the forms that create and change components. */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'component-name',
    params: {
      field: async () => (await import('./ComponentName')).componentNameField,
    },
  }),
  FormFieldBlueprint.make({
    name: 'environments-picker',
    params: {
      field: async () =>
        (await import('./EnvironmentsPicker')).environmentsPickerField,
    },
  }),
  FormFieldBlueprint.make({
    name: 'overlays-picker',
    params: {
      field: async () => (await import('./OverlaysPicker')).overlaysPickerField,
    },
  }),
  FormFieldBlueprint.make({
    name: 'decommission-confirmation',
    params: {
      field: async () =>
        (await import('./DecommissionConfirmation'))
          .decommissionConfirmationField,
    },
  }),
  FormFieldBlueprint.make({
    name: 'creation-plan',
    params: {
      field: async () => (await import('./CreationPlan')).creationPlanField,
    },
  }),
];
