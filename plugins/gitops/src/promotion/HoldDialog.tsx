import { useState } from 'react';
import { ConfirmDialog } from './ConfirmDialog';
import styles from './Promotion.module.css';
import { ReasonField } from './ReasonField';
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
    <ConfirmDialog
      title={`Hold ${component} in ${environment}`}
      deed={`hold ${component} in ${environment}`}
      confirm="Hold"
      isReady={reason.trim() !== ''}
      isPending={hold.isPending}
      error={hold.error}
      onConfirm={() => hold.mutate(reason.trim())}
      onClose={onClose}
      width={480}
    >
      <p className={styles.quiet}>
        Promotions of {component} to {environment} wait until somebody releases
        the hold. Rollbacks go on.
      </p>
      <ReasonField isRequired value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
};

export default HoldDialog;
