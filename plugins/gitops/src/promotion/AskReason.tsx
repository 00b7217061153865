import { Button, TextField } from '@backstage/ui';
import { useState } from 'react';
import styles from './Promotion.module.css';
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

/** Asks why, before something is taken back. */
export const AskReason = ({
  deed,
  error,
  isPending,
  onConfirm,
  onClose,
}: AskReasonProps) => {
  const [reason, setReason] = useState('');
  return (
    <div role="group" aria-label={deed} className={styles.ask}>
      <TextField
        label={`${deed}: why?`}
        isRequired
        maxLength={500}
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
