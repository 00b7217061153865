import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Queries } from '../components/Queries';
import { LogView } from './LogView';

/** The *History* tab of a component's page. */
export const HistoryContent = () => {
  const { entity } = useEntity();
  const component =
    entity.metadata.annotations?.[COMPONENT_ANNOTATION] ?? entity.metadata.name;
  return (
    <Queries>
      <LogView component={component} />
    </Queries>
  );
};
