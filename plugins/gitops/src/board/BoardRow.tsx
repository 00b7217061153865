import { parseEntityRef } from '@backstage/catalog-model';
import type {
  BoardResponse,
  BoardRow as Row,
} from '@slipway/plugin-gitops-common';
import { VisuallyHidden } from '@backstage/ui';
import { memo } from 'react';
import { ComponentLink } from '../components/ComponentLink';
import { EntityName } from '../components/Owners';
import { BoardCell } from './BoardCell';
import styles from './Board.module.css';

/** Props of {@link BoardRow}. */
export interface BoardRowProps {
  row: Row;
  environments: BoardResponse['environments'];
  /** Its place in the table, heads included, from 1. */
  place: number;
}

/** A component across all environments. Its name leads to where it is delivered. */
export const BoardRow = memo(({ row, environments, place }: BoardRowProps) => {
  const { name, namespace } = parseEntityRef(row.entityRef, {
    defaultKind: 'component',
    defaultNamespace: 'default',
  });
  return (
    <div role="row" aria-rowindex={place} className={styles.row}>
      <div role="rowheader" className={styles.component} data-focus>
        <ComponentLink
          name={name}
          namespace={namespace}
          tab="delivery"
          variant="body-medium"
        />
        {row.owner && (
          <span className={styles.quiet}>
            <EntityName entityRef={row.owner} />
          </span>
        )}
      </div>
      {environments.map(environment => {
        const cell = row.cells.find(
          one => one.environment === environment.name,
        );
        return cell ? (
          <div key={environment.name} role="cell" className={styles.cell}>
            <span className={styles.environment}>{environment.name}</span>
            <span className={styles.facts}>
              <BoardCell cell={cell} />
            </span>
          </div>
        ) : (
          <div
            key={environment.name}
            role="cell"
            className={`${styles.cell} ${styles.absent}`}
          >
            <span aria-hidden>–</span>
            <VisuallyHidden>Not in {environment.name}</VisuallyHidden>
          </div>
        );
      })}
    </div>
  );
});
