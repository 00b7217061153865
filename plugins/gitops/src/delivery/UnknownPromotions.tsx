import { Alert } from '@backstage/ui';
import { describeFailure } from '../components/Failure/describeFailure';

/** Says that nobody should take a grid without banners for one that nothing stops. */
export const UnknownPromotions = ({ error }: { error: Error | null }) => {
  if (!error) {
    return null;
  }
  const thing = 'promotions and holds';
  const { title, description } = describeFailure(error, thing);
  return (
    <Alert icon status="warning" title={title} description={description} />
  );
};
