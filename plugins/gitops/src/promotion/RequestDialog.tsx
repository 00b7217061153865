import type { ReactNode } from 'react';
import { ConfirmDialog } from './ConfirmDialog';
import { Overrides } from './Overrides';
import { Preview } from './Preview';
import { ReasonField } from './ReasonField';
import type { AskedRequest } from './useRequest';

/** Props of {@link RequestDialog}. */
export interface RequestDialogProps {
  request: AskedRequest;
  title: string;
  /** What is asked for, as a refusal names it: "promote shop to prod". */
  deed: string;
  /** The same on the button that asks for it. */
  confirm: string;
  /** What the reason is for. */
  reasonFor: string;
  /** Whether a freeze may keep it waiting: a rollback goes on in one. */
  canFreeze?: boolean;
  onClose: () => void;
  /** What is chosen, above what that does. */
  children?: ReactNode;
}

/** Shows what a promotion, a rollback or a train does before it is asked for. */
export const RequestDialog = ({
  request,
  title,
  deed,
  confirm,
  reasonFor,
  canFreeze = false,
  onClose,
  children,
}: RequestDialogProps) => {
  const { answers, answer, preview, onShow } = request;
  return (
    <ConfirmDialog
      title={title}
      deed={deed}
      confirm={confirm}
      impossible={request.impossible}
      isReady={request.isReady}
      isPending={request.isPending}
      error={request.error}
      onConfirm={request.confirm}
      onClose={onClose}
    >
      {children}
      <Preview preview={preview} deed={deed} onShow={onShow} />
      <ReasonField
        description={reasonFor}
        value={answers.reason}
        onChange={reason => answer({ reason })}
      />
      {canFreeze && <Overrides request={request} />}
    </ConfirmDialog>
  );
};
