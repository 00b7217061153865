import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { memo } from 'react';
import { Failure } from '../../components/Failure';
import styles from './Changes.module.css';
import { DiffRowView } from './DiffRowView';
import { ObjectHead } from './ObjectHead';
import { OverlayHead } from './OverlayHead';
import { gapKey, type Row } from './rows';

/** Props of {@link RowView}. */
export interface RowViewProps {
  row: Row;
  /** Asks for the focus, once. */
  wanted: boolean;
  onFocused: () => void;
  onToggle: (object: string) => void;
  onOpenGap: (gap: string) => void;
}

/** One row of the list of changes. Scrolling renders the list, but no row that was there before. */
export const RowView = memo(
  ({ row, wanted, onFocused, onToggle, onOpenGap }: RowViewProps) => {
    switch (row.type) {
      case 'environment':
        return (
          <h3 className={styles.environment}>
            {row.environment}
            <span className={styles.quiet}>
              {applications(row.overlays.length)}
            </span>
          </h3>
        );
      case 'overlay':
        return <OverlayHead overlay={row.overlay} shown={row.shown} />;
      case 'object':
        return (
          <ObjectHead
            object={row.object}
            open={row.open}
            onToggle={() => onToggle(row.key)}
            wanted={wanted}
            onFocused={onFocused}
          />
        );
      case 'failed':
        return (
          <Failure
            error={row.error}
            thing="the manifests"
            onRetry={row.retry}
          />
        );
      case 'loading':
        return (
          <div role="status" className={styles.loading}>
            <VisuallyHidden>
              Loading the manifest of {row.object.name}…
            </VisuallyHidden>
            <Skeleton width="40%" height="1rem" />
          </div>
        );
      default:
        return (
          <div className={row.last ? styles.lastLine : undefined}>
            <DiffRowView
              row={row.row}
              onOpenGap={start => onOpenGap(gapKey(row.object, start))}
            />
          </div>
        );
    }
  },
);

function applications(count: number): string {
  return count === 1 ? '1 Application' : `${count} Applications`;
}
