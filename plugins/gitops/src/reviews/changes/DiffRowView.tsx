import { VisuallyHidden } from '@backstage/ui';
import styles from './Diff.module.css';
import type { DiffLine } from './diffLines';
import type { DiffRow } from './layoutDiff';
import { YamlText } from './YamlText';

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;
const WORDS = { same: '', added: 'added: ', removed: 'removed: ' } as const;

const Side = ({ line, number }: { line?: DiffLine; number?: number }) => (
  <>
    <span className={styles.number} aria-hidden>
      {number}
    </span>
    <code
      className={`${styles.code} ${line ? styles[line.kind] : styles.none}`}
    >
      {line && (
        <>
          <span className={styles.sign} aria-hidden>
            {SIGNS[line.kind]}
          </span>
          <VisuallyHidden>{WORDS[line.kind]}</VisuallyHidden>
          <YamlText text={line.text} />
        </>
      )}
    </code>
  </>
);

/** Props of {@link DiffRowView}. */
export interface DiffRowViewProps {
  row: DiffRow;
  onOpenGap: (start: number) => void;
}

/** One row of a diff, unified or side by side. */
export const DiffRowView = ({ row, onOpenGap }: DiffRowViewProps) => {
  if (row.type === 'gap') {
    return (
      <button
        type="button"
        className={styles.gap}
        onClick={() => onOpenGap(row.start)}
      >
        Show {row.hidden} unchanged lines
      </button>
    );
  }
  if (row.type === 'line') {
    const { line } = row;
    return (
      <div className={styles.unified}>
        <Side line={line} number={line.after ?? line.before} />
      </div>
    );
  }
  return (
    <div className={styles.split}>
      <Side line={row.before} number={row.before?.before} />
      <Side line={row.after} number={row.after?.after} />
    </div>
  );
};
