import { TextField, type TextFieldProps } from '@backstage/ui';

/** As long as the record keeps them. */
const MAX_LENGTH = 500;

/** Asks why, in a sentence or two. */
export const ReasonField = ({
  label = 'Reason',
  ...others
}: Pick<
  TextFieldProps,
  'label' | 'description' | 'isRequired' | 'value' | 'onChange'
>) => <TextField label={label} maxLength={MAX_LENGTH} {...others} />;
