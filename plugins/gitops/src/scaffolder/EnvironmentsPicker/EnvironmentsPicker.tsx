import { useApi } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Checkbox, CheckboxGroup, Skeleton } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { gitopsApiRef } from '../../api';
import { Failure } from '../../components/Failure';
import { Queries } from '../../components/Queries';
import styles from './EnvironmentsPicker.module.css';

type EnvironmentsPickerProps = FieldExtensionComponentProps<string[]>;

const Picker = (props: EnvironmentsPickerProps) => {
  const { disabled, formData, onChange, rawErrors, required, schema } = props;
  const api = useApi(gitopsApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['environments'],
    queryFn: ({ signal }) => api.getEnvironments({ signal }),
  });
  const empty = !formData?.some(Boolean);
  const [preset, setPreset] = useState(false);
  useEffect(() => {
    if (!data || preset) {
      return;
    }
    setPreset(true);
    // The form starts a list empty, or with holes up to its least length.
    if (empty) {
      onChange(data.environments.map(({ name }) => name));
    }
  }, [data, empty, onChange, preset]);

  if (error) {
    return <Failure error={error} thing="the environments" onRetry={refetch} />;
  }
  if (!data) {
    return <Skeleton width="100%" height="6rem" />;
  }
  const titles = new Map(
    data.clusters.map(({ name, title }) => [name, title ?? name]),
  );
  return (
    <>
      {data.index.problem && (
        <Alert
          icon
          status="warning"
          title="environments.yaml is malformed; these are from its last good state"
        />
      )}
      <CheckboxGroup
        label={schema.title ?? 'Environments'}
        description={schema.description}
        value={empty ? [] : formData}
        onChange={chosen =>
          onChange(
            data.environments
              .map(({ name }) => name)
              .filter(name => chosen.includes(name)),
          )
        }
        isRequired={required}
        isDisabled={disabled}
        isInvalid={rawErrors?.length > 0 && empty}
      >
        {data.environments.map(({ name, title, clusters, sync }) => (
          <Checkbox key={name} value={name}>
            <span className={styles.name}>{name}</span>{' '}
            <span className={styles.clusters}>
              {title && title !== name && `${title}, `}on{' '}
              {clusters.map(one => titles.get(one) ?? one).join(' and ')}
              {!sync.automated && ', synced by hand'}
            </span>
          </Checkbox>
        ))}
      </CheckboxGroup>
    </>
  );
};

/** Form field that chooses environments and tells which clusters each one is. */
export const EnvironmentsPicker = (props: EnvironmentsPickerProps) => (
  <Queries>
    <Picker {...props} />
  </Queries>
);
