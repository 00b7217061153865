import { Button, DialogFooter } from '@backstage/ui';
import styles from './Promotion.module.css';

/** Props of {@link ConfirmFooter}. */
export interface ConfirmFooterProps {
  /** What the button does, in words that name it. */
  deed: string;
  /** Why it cannot be done, if it cannot. */
  impossible?: string;
  isReady: boolean;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Confirms a change of a release, or says why it cannot be confirmed. */
export const ConfirmFooter = ({
  deed,
  impossible,
  isReady,
  isPending,
  onConfirm,
  onClose,
}: ConfirmFooterProps) => (
  <DialogFooter className={styles.footer}>
    {impossible && <span className={styles.impossible}>{impossible}</span>}
    <Button variant="secondary" onPress={onClose}>
      Close
    </Button>
    <Button
      variant="primary"
      isDisabled={!isReady || impossible !== undefined}
      isPending={isPending}
      onPress={onConfirm}
    >
      {deed}
    </Button>
  </DialogFooter>
);
