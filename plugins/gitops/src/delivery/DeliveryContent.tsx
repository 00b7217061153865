import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Queries } from '../components/Queries';
import { Delivery } from './Delivery';

/** The *Delivery* tab of a component's page. */
export const DeliveryContent = () => {
  const { entity } = useEntity();
  const component =
    entity.metadata.annotations?.[COMPONENT_ANNOTATION] ?? entity.metadata.name;
  return (
    <Queries>
      <Delivery component={component} />
    </Queries>
  );
};
