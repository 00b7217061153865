import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import type { CSSProperties } from 'react';
import { DeliveryCell } from './DeliveryCell';
import styles from './DeliveryGrid.module.css';

/** Lets the style sheet know how many columns there are. */
export function gridStyle(clusters: number): CSSProperties {
  return Object.fromEntries([['--clusters', clusters]]);
}

/** Environments down, clusters across, in order of promotion. */
export const DeliveryGrid = ({ delivery }: { delivery: ComponentDelivery }) => {
  const { clusters, environments, index, component } = delivery;
  return (
    <div
      role="table"
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
      {environments.map(environment => (
        <div key={environment.name} role="row" className={styles.row}>
          <div role="rowheader" className={styles.environment}>
            {environment.name}
            {environment.title && environment.title !== environment.name && (
              <div className={styles.title}>{environment.title}</div>
            )}
          </div>
          {clusters.map(({ name, title }) => {
            const cell = environment.cells.find(one => one.cluster === name);
            return cell ? (
              <div key={name} role="cell" className={styles.cell}>
                <div className={styles.clusterName}>
                  {clusterLabel(name, title)}
                </div>
                <DeliveryCell cell={cell} repository={index.repository} />
              </div>
            ) : (
              <div
                key={name}
                role="cell"
                className={`${styles.cell} ${styles.absent}`}
              >
                Not on {name}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
};

function clusterLabel(name: string, title?: string): string {
  return title && title !== name ? `${name} · ${title}` : name;
}
