import { Dialog, DialogBody, DialogHeader, TextField } from '@backstage/ui';
import { useState } from 'react';
import { ConfirmFooter } from './ConfirmFooter';
import styles from './Promotion.module.css';
import { Refused } from './Refused';
import { useHold } from './usePromotionDeeds';

/** Props of {@link HoldDialog}. */
export interface HoldDialogProps {
  component: string;
  environment: string;
  onClose: () => void;
}

/** Stops forward promotion until somebody releases the hold. */
const HoldDialog = ({ component, environment, onClose }: HoldDialogProps) => {
  const [reason, setReason] = useState('');
  const hold = useHold(component, environment, onClose);
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={480}>
      <DialogHeader>
        Hold {component} in {environment}
      </DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          <p className={styles.quiet}>
            Promotions of {component} to {environment} wait until somebody
            releases the hold. Rollbacks go on.
          </p>
          <TextField
            label="Reason"
            isRequired
            maxLength={500}
            value={reason}
            onChange={setReason}
          />
          <Refused
            error={hold.error}
            deed={`hold ${component} in ${environment}`}
          />
        </div>
      </DialogBody>
      <ConfirmFooter
        deed="Hold"
        isReady={reason.trim() !== ''}
        isPending={hold.isPending}
        onConfirm={() => hold.mutate(reason.trim())}
        onClose={onClose}
      />
    </Dialog>
  );
};

export default HoldDialog;
