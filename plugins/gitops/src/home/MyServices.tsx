import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Flex, Link, Skeleton, Text } from '@backstage/ui';
import { ComponentLink } from '../components/ComponentLink';
import { Failure } from '../components/Failure';
import { useOpenPullRequests } from '../pullRequests/useOpenPullRequests';
import { boardRouteRef, createComponentRouteRef } from '../routes';
import styles from './MyServices.module.css';
import { ServiceSummary } from './ServiceSummary';
import { useMyBoard } from './useMyBoard';
import { useMyServices } from './useMyServices';

const SKELETON_ROWS = ['first', 'second', 'third'];

const NoServices = () => {
  const create = useRouteRef(createComponentRouteRef)?.();
  return (
    <Flex direction="column" align="start" gap="3">
      <Text as="p" color="secondary">
        Your teams run nothing yet. Creating a component gives you a repository
        with CI, a catalog entry, and a pull request that brings it to your
        clusters.
      </Text>
      {create && (
        <ButtonLink href={create} variant="primary">
          Create component
        </ButtonLink>
      )}
    </Flex>
  );
};

/** Home page card: what my teams run, and how it fares. */
export const MyServices = () => {
  const services = useMyServices();
  const board = useMyBoard();
  const pulls = useOpenPullRequests();
  const all = useRouteRef(boardRouteRef)?.();
  const error = services.error ?? board.error;
  if (error) {
    const retry = services.error ? services.refetch : board.retry;
    return <Failure error={error} thing="your services" onRetry={retry} />;
  }
  if (!services.data || !board.data) {
    return (
      <div role="status" aria-busy aria-label="Loading your services">
        {SKELETON_ROWS.map(row => (
          <div key={row} className={styles.service}>
            <Skeleton width="6rem" height="1.25rem" />
            <Skeleton width="12rem" height="1.25rem" />
          </div>
        ))}
      </div>
    );
  }
  if (services.data.services.length === 0) {
    return <NoServices />;
  }
  const rows = new Map(board.data.rows.map(row => [row.component, row]));
  return (
    <>
      <ul className={styles.list} aria-label="My services">
        {services.data.services.map(({ name, namespace, component }) => (
          <li key={`${namespace}/${name}`} className={styles.service}>
            <span className={styles.name}>
              <ComponentLink
                name={name}
                namespace={namespace}
                variant="body-medium"
              />
            </span>
            <span className={styles.environments}>
              <ServiceSummary
                row={rows.get(component)}
                pull={pulls.data?.find(({ components }) =>
                  components.includes(component),
                )}
              />
            </span>
          </li>
        ))}
      </ul>
      {services.data.more && all && <Link href={all}>All my components</Link>}
    </>
  );
};
