import type { PlannedEntity } from '@slipway/plugin-gitops-common';
import styles from './CreationPlan.module.css';

/** What the catalog would know: kind, name, owner and relations. */
export const Entities = ({ entities }: { entities: PlannedEntity[] }) => (
  <ul className={styles.rows} aria-label="Catalog entities">
    {entities.map(entity => (
      <li key={`${entity.kind}:${entity.namespace}/${entity.name}`}>
        <span className={styles.kind}>{entity.kind}</span>
        <div>
          <p className={styles.message}>
            <strong>{entity.name}</strong>
            {entity.type && `, ${entity.type}`}
            {entity.owner && `, owned by ${entity.owner}`}
          </p>
          {entity.description && (
            <p className={styles.quiet}>{entity.description}</p>
          )}
          {entity.relations.length > 0 && (
            <p className={styles.quiet}>{entity.relations.join(', ')}</p>
          )}
        </div>
      </li>
    ))}
  </ul>
);
