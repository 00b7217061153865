import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { MAX_COMPONENT_NAME_LENGTH } from '@slipway/plugin-gitops-common';
import { BgProvider, TextField } from '@backstage/ui';
import { Queries } from '../../components/Queries';
import { NameStatusLine } from './NameStatusLine';
import { useNameStatus } from './useNameStatus';

type ComponentNameProps = FieldExtensionComponentProps<string>;

const CheckedName = (props: ComponentNameProps) => {
  const { disabled, formData, idSchema, onChange, rawErrors, required } = props;
  const { schema } = props;
  const name = formData ?? '';
  const status = useNameStatus(name);
  const refused = status.status === 'invalid' || status.status === 'taken';
  // After "Next" the form repeats what the line below says; once is enough.
  const repeated = refused && rawErrors?.length > 0;
  return (
    // The form's card is Material UI's, which does not tell the field what it stands on.
    <BgProvider bg="neutral-1">
      <TextField
        id={idSchema?.$id}
        label={schema.title ?? 'Name'}
        description={schema.description}
        value={name}
        onChange={value => onChange(value === '' ? undefined : value)}
        isRequired={required}
        isDisabled={disabled}
        isInvalid={refused || rawErrors?.length > 0}
        autoComplete="off"
        spellCheck="false"
        maxLength={MAX_COMPONENT_NAME_LENGTH + 1}
      />
      {!repeated && <NameStatusLine status={status} />}
    </BgProvider>
  );
};

/** Form field for the name of a new component, checked while it is typed. */
export const ComponentName = (props: ComponentNameProps) => (
  <Queries>
    <CheckedName {...props} />
  </Queries>
);
