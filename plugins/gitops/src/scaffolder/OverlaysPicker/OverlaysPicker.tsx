import { useApi } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Checkbox, CheckboxGroup, Skeleton, Text } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../../api';
import { Failure } from '../../components/Failure';
import { Queries } from '../../components/Queries';
import { useChosenComponent } from '../chosenComponent/useChosenComponent';
import {
  missingOverlays,
  presentOverlays,
  type MissingOverlay,
} from './missingOverlays';

type OverlaysPickerProps = FieldExtensionComponentProps<string[]>;

const Picker = (props: OverlaysPickerProps) => {
  const { disabled, formContext, formData, onChange, required, schema } = props;
  const api = useApi(gitopsApiRef);
  const chosen = useChosenComponent(formContext);
  const { name } = chosen;
  const { data, error, refetch } = useQuery({
    queryKey: ['missing-overlays', name],
    queryFn: async ({ signal }) => {
      const [environments, delivery] = await Promise.all([
        api.getEnvironments({ signal }),
        api.getDelivery(name ?? '', { signal }),
      ]);
      return {
        missing: missingOverlays(environments, presentOverlays(delivery)),
        titles: new Map(
          environments.clusters.map(one => [one.name, one.title ?? one.name]),
        ),
      };
    },
    enabled: name !== undefined,
  });

  const failed = chosen.error ?? error;
  if (failed) {
    return (
      <Failure
        error={failed}
        thing="what the component lacks"
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
  if (!data) {
    return <Skeleton width="100%" height="6rem" />;
  }
  if (data.missing.length === 0) {
    return <Text>{name} is in every environment already.</Text>;
  }
  const offered = data.missing.map(one => one.name);
  const where = ({ clusters, kind }: MissingOverlay) =>
    `${kind === 'own' ? 'with settings of its own ' : ''}on ${clusters
      .map(one => data.titles.get(one) ?? one)
      .join(' and ')}`;
  return (
    <CheckboxGroup
      label={schema.title ?? 'Environments and clusters'}
      description={schema.description}
      // What was chosen for another component means nothing for this one.
      value={(formData ?? []).filter(one => offered.includes(one))}
      onChange={value => onChange(offered.filter(one => value.includes(one)))}
      isRequired={required}
      isDisabled={disabled}
    >
      {data.missing.map(one => (
        <Checkbox key={one.name} value={one.name}>
          <Text weight="bold">{one.name}</Text>{' '}
          <Text color="secondary">{where(one)}</Text>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
};

/** Form field that chooses environments and clusters that a component is not in. */
export const OverlaysPicker = (props: OverlaysPickerProps) => (
  <Queries>
    <Picker {...props} />
  </Queries>
);
