import { Button } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import styles from './Promotion.module.css';
import { ReasonField } from './ReasonField';
import { Refused } from './Refused';

/** Props of {@link AskReason}. */
export interface AskReasonProps {
  /** What is about to be done, "Take out shop". */
  deed: string;
  error: Error | null;
  isPending: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks why, before something is taken back. It has the focus at once, and gives it back. */
export const AskReason = ({
  deed,
  error,
  isPending,
  onConfirm,
  onClose,
}: AskReasonProps) => {
  const [reason, setReason] = useState('');
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    group.current?.querySelector('input')?.focus();
    return () => {
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  return (
    <div ref={group} role="group" aria-label={deed} className={styles.ask}>
      <ReasonField
        label={`${deed}: why?`}
        isRequired
        value={reason}
        onChange={setReason}
      />
      <Refused
        error={error}
        deed={deed.charAt(0).toLowerCase() + deed.slice(1)}
      />
      <div className={styles.verdict}>
        <Button
          variant="primary"
          size="small"
          destructive
          isDisabled={reason.trim() === ''}
          isPending={isPending}
          onPress={() => onConfirm(reason.trim())}
        >
          {deed}
        </Button>
        <Button variant="secondary" size="small" onPress={onClose}>
          Leave it
        </Button>
      </div>
    </div>
  );
};
