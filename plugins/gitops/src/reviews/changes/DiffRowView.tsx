import type { ReactNode } from 'react';
import styles from './Diff.module.css';
import type { DiffLine } from './diffLines';
import type { DiffRow } from './layoutDiff';
import { highlightYaml } from './highlightYaml';

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;
const WORDS = { added: 'added: ', removed: 'removed: ' } as const;

interface SideProps {
  line?: DiffLine;
  number?: number;
  text?: ReactNode;
}

const Side = ({ line, number, text }: SideProps) => (
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
          {line.kind !== 'same' && (
            <span className={styles.word}>{WORDS[line.kind]}</span>
          )}
          {text}
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
        <Side
          line={line}
          number={line.after ?? line.before}
          text={highlightYaml(line.text)}
        />
      </div>
    );
  }
  const { before, after } = row;
  const text = before && highlightYaml(before.text);
  return (
    <div className={styles.split}>
      <Side line={before} number={before?.before} text={text} />
      <Side
        line={after}
        number={after?.after}
        text={after === before ? text : after && highlightYaml(after.text)}
      />
    </div>
  );
};
