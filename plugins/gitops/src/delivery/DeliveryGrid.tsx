import type {
  ComponentDelivery,
  Hold,
  Promotion,
} from '@slipway/plugin-gitops-common';
import type { CSSProperties } from 'react';
import type { DeliveryActions } from './actions';
import { clusterLabel } from './clusterLabel';
import styles from './DeliveryGrid.module.css';
import { EnvironmentRow } from './EnvironmentRow';

/** Lets the style sheet know how many columns there are. */
export function gridStyle(clusters: number): CSSProperties {
  return Object.fromEntries([['--clusters', clusters]]);
}

/** Props of {@link DeliveryGrid}. */
export interface DeliveryGridProps {
  delivery: ComponentDelivery;
  holds: readonly Hold[];
  /** Those that are under way. */
  promotions: readonly Promotion[];
  actions: DeliveryActions;
}

/** Environments down, clusters across, in order of promotion. */
export const DeliveryGrid = ({
  delivery,
  holds,
  promotions,
  actions,
}: DeliveryGridProps) => {
  const { clusters, environments, component } = delivery;
  return (
    <div
      role="table"
      // Takes the focus of what goes away inside.
      tabIndex={-1}
      aria-label={`Delivery of ${component}`}
      className={styles.grid}
      style={gridStyle(clusters.length)}
    >
      <div role="row" className={`${styles.row} ${styles.heads}`}>
        <div role="columnheader" className={`${styles.head} ${styles.heads}`}>
          Environment
        </div>
        {clusters.map(({ name, title }) => (
          <div
            key={name}
            role="columnheader"
            className={`${styles.head} ${styles.heads}`}
          >
            {clusterLabel(name, title)}
          </div>
        ))}
      </div>
      {environments.map((environment, position) => (
        <EnvironmentRow
          key={environment.name}
          delivery={delivery}
          environment={environment}
          before={environments[position - 1]?.name}
          holds={holds}
          promotions={promotions}
          actions={actions}
        />
      ))}
    </div>
  );
};
