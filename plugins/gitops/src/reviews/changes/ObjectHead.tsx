import type { ObjectChange } from '@slipway/plugin-gitops-common';
import {
  RiAddCircleFill,
  RiArrowDownSLine,
  RiArrowRightSLine,
  RiDeleteBin2Fill,
  RiEdit2Fill,
  RiIndeterminateCircleLine,
} from '@remixicon/react';
import { useEffect, useRef } from 'react';
import { ToneLabel, type Appearance } from '../../components/ToneLabel';
import styles from './Changes.module.css';
import { FieldChanges } from './FieldChanges';

const APPEARANCES: Readonly<Record<ObjectChange['change'], Appearance>> = {
  added: { word: 'Added', tone: 'positive', Shape: RiAddCircleFill },
  changed: { word: 'Changed', tone: 'info', Shape: RiEdit2Fill },
  removed: {
    word: 'Left behind',
    tone: 'warning',
    Shape: RiIndeterminateCircleLine,
  },
  pruned: { word: 'Deleted', tone: 'negative', Shape: RiDeleteBin2Fill },
};

/** Props of {@link ObjectHead}. */
export interface ObjectHeadProps {
  object: ObjectChange;
  open: boolean;
  onToggle: () => void;
  /** Asks for the focus, once. */
  wanted: boolean;
  onFocused: () => void;
}

/** One object of a cluster and what happens to it; pressed, it shows its manifest. */
export const ObjectHead = ({
  object,
  open,
  onToggle,
  wanted,
  onFocused,
}: ObjectHeadProps) => {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (wanted) {
      button.current?.focus({ preventScroll: true });
      button.current?.scrollIntoView?.({ block: 'center' });
      onFocused();
    }
  }, [wanted, onFocused]);
  const { added, removed } = object.lines;
  const Arrow = open ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <div className={styles.object}>
      <button
        ref={button}
        type="button"
        className={styles.objectHead}
        aria-expanded={open}
        onClick={onToggle}
      >
        <Arrow className={styles.arrow} aria-hidden />
        <span className={styles.kind}>{object.kind}</span>
        <span className={styles.name}>
          {object.namespace && (
            <span className={styles.quiet}>{object.namespace}/</span>
          )}
          {object.name}
        </span>
        <span className={styles.lines}>
          {added > 0 && <span className={styles.plus}>+{added}</span>}
          {removed > 0 && <span className={styles.minus}>−{removed}</span>}
        </span>
        <ToneLabel {...APPEARANCES[object.change]} state={object.change} />
      </button>
      {!open && object.fields.length > 0 && (
        <FieldChanges fields={object.fields} />
      )}
    </div>
  );
};
