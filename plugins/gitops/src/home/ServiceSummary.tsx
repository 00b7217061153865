import type { DeliveryEnvironment } from '@slipway/plugin-gitops-common';
import { Skeleton } from '@backstage/ui';
import { StateLabel, worstState } from '../components/StateLabel';
import { SLOW_POLL_MS } from '../components/Queries';
import { cellVersion } from '../delivery/summary';
import { useDelivery } from '../delivery/useDelivery';
import styles from './MyServices.module.css';

const EnvironmentSummary = ({
  environment,
}: {
  environment: DeliveryEnvironment;
}) => {
  const { name, cells } = environment;
  const state = worstState(cells.map(cell => cell.state));
  const versions = [...new Set(cells.map(cellVersion))].filter(Boolean);
  const places = cells.filter(cell => cell.state === state);
  const partly = places.length < cells.length;
  return (
    <span className={styles.environment}>
      {name}
      {versions.length > 0 && (
        <span className={styles.version}>{versions.join(', ')}</span>
      )}
      {state && <StateLabel state={state} compact={state === 'synced'} />}
      {partly && <>on {places.map(({ cluster }) => cluster).join(', ')}</>}
    </span>
  );
};

/** One line on a component: its version and worst state in every environment. */
export const ServiceSummary = ({ component }: { component: string }) => {
  const { data, error } = useDelivery(component, SLOW_POLL_MS);
  if (!data) {
    return error ? (
      <StateLabel state="unknown" />
    ) : (
      <Skeleton width="10rem" height="1.25rem" />
    );
  }
  if (!data.known) {
    const [pull] = data.pullRequests;
    return (
      <>
        {pull ? `Waits for pull request #${pull.number}` : 'Not deployed yet'}
      </>
    );
  }
  return (
    <>
      {data.environments.map(environment => (
        <EnvironmentSummary key={environment.name} environment={environment} />
      ))}
    </>
  );
};
