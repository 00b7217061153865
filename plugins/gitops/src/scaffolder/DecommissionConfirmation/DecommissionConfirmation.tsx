import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, BgProvider, Skeleton, Text, TextField } from '@backstage/ui';
import { useState } from 'react';
import { Failure } from '../../components/Failure';
import { Queries } from '../../components/Queries';
import { useChosenComponent } from '../chosenComponent/useChosenComponent';
import styles from './DecommissionConfirmation.module.css';
import { EntityLink } from './EntityLink';
import { useDependents, type Dependent } from './useDependents';

type ConfirmationProps = FieldExtensionComponentProps<string>;

const Dependents = ({ dependents }: { dependents: Dependent[] }) =>
  dependents.length === 0 ? (
    <Text>The catalog knows of nothing that depends on it.</Text>
  ) : (
    <>
      <Alert
        icon
        status="warning"
        title={`${dependents.length === 1 ? 'One thing depends' : `${dependents.length} things depend`} on it, by what the catalog says`}
      />
      <ul className={styles.list} aria-label="What depends on it">
        {dependents.map(({ entityRef, api }) => (
          <li key={`${entityRef} ${api}`}>
            <EntityLink entityRef={entityRef} />
            {api && (
              <Text color="secondary">
                {' '}
                consumes <EntityLink entityRef={api} />
              </Text>
            )}
          </li>
        ))}
      </ul>
    </>
  );

const Confirmation = (props: ConfirmationProps) => {
  const { disabled, formContext, formData, onChange, required, schema } = props;
  const chosen = useChosenComponent(formContext);
  const { data, error, refetch } = useDependents(chosen.entity);
  const [typed, setTyped] = useState(formData ?? '');
  const { name } = chosen;

  const failed = chosen.error ?? error;
  if (failed) {
    return (
      <Failure
        error={failed}
        thing="what depends on the component"
        onRetry={() => (chosen.error ? chosen.refetch() : refetch())}
      />
    );
  }
  if (!chosen.ref) {
    return <Text color="secondary">Choose a component first.</Text>;
  }
  if (chosen.entity && name === undefined) {
    return <Text>This component is not in the GitOps repository.</Text>;
  }
  if (!data || name === undefined) {
    return <Skeleton width="100%" height="6rem" />;
  }
  return (
    <div className={styles.field}>
      <Dependents dependents={data} />
      {/* The form's card is Material UI's, which does not tell the field what it stands on. */}
      <BgProvider bg="neutral-1">
        <TextField
          label={schema.title ?? 'Name of the component'}
          description={`Type ${name} to confirm that it is to go. Databases and volumes go with it.`}
          value={typed}
          onChange={value => {
            setTyped(value);
            // Anything else than the name is no answer, so the form does not go on.
            onChange(value === name ? value : undefined);
          }}
          isRequired={required}
          isDisabled={disabled}
          isInvalid={typed !== '' && !name.startsWith(typed)}
          autoComplete="off"
          spellCheck="false"
        />
      </BgProvider>
    </div>
  );
};

/** Form field that shows what depends on a component before its name is typed. */
export const DecommissionConfirmation = (props: ConfirmationProps) => (
  <Queries>
    <Confirmation {...props} />
  </Queries>
);
