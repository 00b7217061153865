import { useEntity } from '@backstage/plugin-catalog-react';
import { Queries } from '../components/Queries';
import { componentOf } from './componentOf';
import { Delivery } from './Delivery';

/** The *Delivery* tab of a component's page. */
export const DeliveryContent = () => {
  const { entity } = useEntity();
  return (
    <Queries>
      <Delivery component={componentOf(entity)} />
    </Queries>
  );
};
