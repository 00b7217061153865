import type { PromotionRequest } from '@slipway/plugin-gitops-common';
import {
  Dialog,
  DialogBody,
  DialogHeader,
  Flex,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { ConfirmFooter } from '../promotion/ConfirmFooter';
import { whyImpossible } from '../promotion/impossible';
import { Preview } from '../promotion/Preview';
import { Refused } from '../promotion/Refused';
import { useCreatePromotion } from '../promotion/usePromotionDeeds';
import { usePreview } from '../promotion/usePromotions';

/** Props of {@link TrainDialog}. */
export interface TrainDialogProps {
  request: PromotionRequest;
  /** Shows a promotion that there is, or that this made. */
  onShow: (promotion: string) => void;
  onClose: () => void;
}

/** Says what bringing a difference to an environment does before it is done. */
export const TrainDialog = ({ request, onShow, onClose }: TrainDialogProps) => {
  const [reason, setReason] = useState('');
  const preview = usePreview(request);
  const create = useCreatePromotion(onShow);
  const { parts, environment } = request;
  const what =
    parts.length === 1
      ? `${parts[0].component} ${parts[0].version}`
      : `${parts.length} components`;
  const deed = `promote ${what} to ${environment}`;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={680}>
      <DialogHeader>
        Promote {what} to {environment}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Preview preview={preview} deed={deed} onShow={onShow} />
          <TextField
            label="Reason"
            description="Why it is promoted, for the pull request and the log."
            maxLength={500}
            value={reason}
            onChange={setReason}
          />
          <Refused error={create.error} deed={deed} />
        </Flex>
      </DialogBody>
      <ConfirmFooter
        deed={
          preview.data?.direct
            ? `Promote ${what} to ${environment}`
            : `Open pull request: ${what}`
        }
        impossible={whyImpossible(preview.data)}
        isReady={preview.isSuccess}
        isPending={create.isPending}
        onConfirm={() =>
          create.mutate({
            ...request,
            ...(reason.trim() && { reason: reason.trim() }),
          })
        }
        onClose={onClose}
      />
    </Dialog>
  );
};
