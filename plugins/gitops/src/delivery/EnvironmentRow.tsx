import type {
  ComponentDelivery,
  DeliveryEnvironment,
  Hold,
  Promotion,
} from '@slipway/plugin-gitops-common';
import { Button } from '@backstage/ui';
import { EnvironmentBanners } from '../promotion/EnvironmentBanners';
import type { DeliveryActions } from './actions';
import { clusterLabel } from './clusterLabel';
import { DeliveryCell } from './DeliveryCell';
import styles from './DeliveryGrid.module.css';
import { Difference } from './Difference';

/** Props of {@link EnvironmentRow}. */
export interface EnvironmentRowProps {
  delivery: ComponentDelivery;
  environment: DeliveryEnvironment;
  /** Name of the environment before, if there is one. */
  before?: string;
  /** All of the component. */
  holds: readonly Hold[];
  promotions: readonly Promotion[];
  actions: DeliveryActions;
}

/** One environment on all clusters, with what is under way in it. */
export const EnvironmentRow = ({
  delivery,
  environment,
  before,
  holds,
  promotions,
  actions,
}: EnvironmentRowProps) => {
  const { clusters, component, index } = delivery;
  const { name, title, cells } = environment;
  const ofThis = (one: { environment: string }) => one.environment === name;
  const [held, under] = [holds.filter(ofThis), promotions.filter(ofThis)];
  return (
    <>
      <div role="row" className={styles.row}>
        <div role="rowheader" aria-label={name} className={styles.environment}>
          <div>{name}</div>
          {title && title !== name && (
            <div className={styles.title}>{title}</div>
          )}
          {before && (
            <Difference component={component} source={before} target={name} />
          )}
          <Button
            variant="secondary"
            size="small"
            className={styles.promote}
            aria-label={`Promote to ${name}`}
            onPress={() => actions.promote(name)}
          >
            Promote
          </Button>
        </div>
        {clusters.map(cluster => {
          const cell = cells.find(one => one.cluster === cluster.name);
          return cell ? (
            <div key={cluster.name} role="cell" className={styles.cell}>
              <div className={styles.clusterName}>
                {clusterLabel(cluster.name, cluster.title)}
              </div>
              <DeliveryCell
                cell={cell}
                repository={index.repository}
                label={`Details of ${name} on ${cluster.name}`}
                onOpen={() => actions.openCell(name, cluster.name)}
              />
            </div>
          ) : (
            <div
              key={cluster.name}
              role="cell"
              className={`${styles.cell} ${styles.absent}`}
            >
              Not on {cluster.name}
            </div>
          );
        })}
      </div>
      {held.length + under.length > 0 && (
        <div role="row" className={styles.row}>
          <div
            role="cell"
            aria-colspan={clusters.length + 1}
            className={styles.banners}
          >
            <EnvironmentBanners
              holds={held}
              promotions={under}
              onShow={actions.showPromotion}
            />
          </div>
        </div>
      )}
    </>
  );
};
