import type { PromotionRequest } from '@slipway/plugin-gitops-common';
import { RequestDialog } from '../promotion/RequestDialog';
import { useRequest } from '../promotion/useRequest';

/** Props of {@link TrainDialog}. */
export interface TrainDialogProps {
  request: PromotionRequest;
  /** Shows a promotion that there is, or that this made. */
  onShow: (promotion: string) => void;
  onClose: () => void;
}

/** Says what bringing a difference to an environment does before it is done. */
export const TrainDialog = ({ request, onShow, onClose }: TrainDialogProps) => {
  const asked = useRequest(request, onShow);
  const { parts, environment } = request;
  const what =
    parts.length === 1
      ? `${parts[0].component} ${parts[0].version}`
      : `${parts.length} components`;
  return (
    <RequestDialog
      request={asked}
      title={`Promote ${what} to ${environment}`}
      deed={`promote ${what} to ${environment}`}
      confirm={
        asked.preview.data?.direct
          ? `Promote ${what} to ${environment}`
          : `Open pull request: ${what}`
      }
      reasonFor="Why it is promoted, for the pull request and the log."
      canFreeze
      onClose={onClose}
    />
  );
};
