import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { PropsWithChildren } from 'react';
import styles from './Promotion.module.css';
import { Refused } from './Refused';
import { useSlow } from './useSlow';

/** Props of {@link ConfirmDialog}. */
export interface ConfirmDialogProps {
  title: string;
  /** What is asked for, as a refusal names it: "promote shop to prod". */
  deed: string;
  /** The same on the button that does it. */
  confirm: string;
  /** Why it cannot be done, if it cannot. */
  impossible?: string;
  isReady: boolean;
  isPending: boolean;
  /** Why it was not done. */
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  /** In pixels. */
  width?: number;
}

/** Asks before a deed is done, says why it was refused, and never hides either behind what scrolls. */
export const ConfirmDialog = ({
  title,
  deed,
  confirm,
  impossible,
  isReady,
  isPending,
  error,
  onConfirm,
  onClose,
  width = 640,
  children,
}: PropsWithChildren<ConfirmDialogProps>) => {
  const isSlow = useSlow(isPending);
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={width}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <div className={styles.form}>{children}</div>
      </DialogBody>
      {error && (
        <div className={styles.refusal}>
          <Refused error={error} deed={deed} />
        </div>
      )}
      <DialogFooter className={styles.footer}>
        <span role="status" className={styles.hint}>
          {isSlow
            ? 'It takes longer than usual. Closing this does not stop it.'
            : impossible}
        </span>
        <Button variant="secondary" onPress={onClose}>
          Close
        </Button>
        <Button
          variant="primary"
          isDisabled={!isReady || impossible !== undefined}
          isPending={isPending}
          onPress={onConfirm}
        >
          {confirm}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
