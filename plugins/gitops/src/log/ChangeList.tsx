import type { VersionChange } from '@slipway/plugin-gitops-common';
import { Card, Text } from '@backstage/ui';
import { ChangeRow } from './ChangeRow';
import styles from './Log.module.css';

/** Props of {@link ChangeList}. */
export interface ChangeListProps {
  /** The newest first. */
  changes: readonly VersionChange[];
  /** Something newer may be left out, so that the first of an overlay says nothing about what is there now. */
  partial: boolean;
  ofOneComponent?: boolean;
}

/** Entries of the log, day by day. */
export const ChangeList = ({
  changes,
  partial,
  ofOneComponent,
}: ChangeListProps) => {
  const current = partial ? new Set<string>() : newestOfOverlays(changes);
  return (
    <Card className={styles.card}>
      {byDay(changes).map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <Text as="h3" className={styles.day}>
            {day}
          </Text>
          <ul className={styles.changes}>
            {ofDay.map(change => (
              <ChangeRow
                key={change.id}
                change={change}
                current={current.has(change.id)}
                ofOneComponent={ofOneComponent}
              />
            ))}
          </ul>
        </section>
      ))}
    </Card>
  );
};

function newestOfOverlays(changes: readonly VersionChange[]): Set<string> {
  const newest = new Map<string, string>();
  for (const { overlay, id } of changes) {
    newest.set(overlay, newest.get(overlay) ?? id);
  }
  return new Set(newest.values());
}

function byDay(changes: readonly VersionChange[]) {
  const days = new Map<string, VersionChange[]>();
  for (const change of changes) {
    const day = new Date(change.at).toLocaleDateString(undefined, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    });
    days.set(day, [...(days.get(day) ?? []), change]);
  }
  return [...days];
}
