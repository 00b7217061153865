import { useApi } from '@backstage/frontend-plugin-api';
import type { ComparisonResponse } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import { useQuery } from '@tanstack/react-query';
import { gitopsApiRef } from '../api';
import styles from './DeliveryGrid.module.css';

type EnvironmentDifference = ComparisonResponse['differences'][number];

/** Props of {@link Difference}. */
export interface DifferenceProps {
  component: string;
  /** The environment before. */
  source: string;
  target: string;
}

const Words = ({
  difference: { step, to },
  source,
}: {
  difference: EnvironmentDifference;
  source: string;
}) => {
  const version = <span className={styles.hash}>{to}</span>;
  switch (step) {
    case 'upgrade':
      return (
        <>
          Behind {source}: {version}
        </>
      );
    case 'downgrade':
      return (
        <>
          Ahead of {source}: {version}
        </>
      );
    default:
      return (
        <>
          {source} has {version}
        </>
      );
  }
};

/** How far an environment is behind the one before; nothing while that is not known. */
export const Difference = ({ component, source, target }: DifferenceProps) => {
  const api = useApi(gitopsApiRef);
  const query = { component, source, target };
  const { data } = useQuery({
    queryKey: ['comparison', query],
    queryFn: ({ signal }) => api.getComparison(query, { signal }),
  });
  if (!data) {
    return null;
  }
  const { ambiguous, differences, same } = data;
  if (same.includes(component)) {
    return <div className={styles.title}>Same as {source}</div>;
  }
  if (ambiguous.includes(component)) {
    return (
      <div className={styles.title}>
        Clusters of {source} have different releases
      </div>
    );
  }
  return (
    <>
      {differences.map(one => (
        <div key={one.overlay} className={styles.title}>
          <Words difference={one} source={source} />
          {differences.length > 1 && ` on ${one.clusters.join(', ')}`}
          {one.compareUrl && (
            <>
              {' '}
              <Link
                href={one.compareUrl}
                target="_blank"
                variant="body-x-small"
                aria-label={`Compare ${one.from} with ${one.to}`}
              >
                Compare
              </Link>
            </>
          )}
        </div>
      ))}
    </>
  );
};
