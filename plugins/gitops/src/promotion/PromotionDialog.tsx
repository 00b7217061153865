import {
  isBeforeMerge,
  livePartsOf,
  type Promotion,
  type PromotionDetail,
} from '@slipway/plugin-gitops-common';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
} from '@backstage/ui';
import { useState } from 'react';
import { Failure } from '../components/Failure';
import { personName } from '../components/words';
import { RelativeTime } from '../components/RelativeTime';
import { VerdictLabel } from '../components/VerdictLabel';
import { AskReason } from './AskReason';
import { Gates } from './Gates';
import { HiddenQueue } from './HiddenQueue';
import { PartsTable } from './PartsTable';
import { PlanLink } from './PlanLink';
import { ReviewLink } from './ReviewLink';
import styles from './Promotion.module.css';
import { Steps } from './Steps';
import { useCancelPromotion, useTakeOut } from './usePromotionDeeds';
import { usePromotion } from './usePromotions';
import { titleOf } from './words';

/** Props of {@link PromotionDialog}. */
export interface PromotionDialogProps {
  id: string;
  onClose: () => void;
}

const Parts = ({ detail: { promotion } }: { detail: PromotionDetail }) => {
  const { id, kind, parts, state } = promotion;
  const [leaving, setLeaving] = useState<string>();
  const takeOut = useTakeOut(id);
  const canLeave =
    kind === 'train' &&
    isBeforeMerge(state) &&
    livePartsOf(promotion).length > 1;
  return (
    <>
      <PartsTable
        parts={parts}
        deed={({ component, takenOut }) =>
          canLeave &&
          !takenOut && (
            <Button
              variant="tertiary"
              size="small"
              aria-label={`Take out ${component}`}
              onPress={() => setLeaving(component)}
            >
              Take out
            </Button>
          )
        }
      />
      {leaving && (
        <AskReason
          key={leaving}
          deed={`Take out ${leaving}`}
          error={takeOut.error}
          isPending={takeOut.isPending}
          onClose={() => setLeaving(undefined)}
          onConfirm={reason =>
            takeOut.mutate(
              { component: leaving, reason },
              { onSuccess: () => setLeaving(undefined) },
            )
          }
        />
      )}
    </>
  );
};

const Cancel = ({ id, kind }: Pick<Promotion, 'id' | 'kind'>) => {
  const [asking, setAsking] = useState(false);
  const cancel = useCancelPromotion(id);
  const deed = `Cancel the ${kind}`;
  return (
    <>
      <div hidden={asking}>
        <Button
          variant="secondary"
          size="small"
          onPress={() => setAsking(true)}
        >
          {deed}
        </Button>
      </div>
      {asking && (
        <AskReason
          deed={deed}
          error={cancel.error}
          isPending={cancel.isPending}
          onClose={() => setAsking(false)}
          onConfirm={reason => cancel.mutate(reason)}
        />
      )}
    </>
  );
};

const Progress = ({ detail }: { detail: PromotionDetail }) => {
  const { promotion, gates, behind, behindHidden, verdict, plan, problem } =
    detail;
  const { id, requestedBy, requestedAt, reason, pullRequest } = promotion;
  const open = isBeforeMerge(promotion.state);
  return (
    <>
      <p className={styles.quiet}>
        Asked for by {personName(requestedBy)},{' '}
        <RelativeTime value={requestedAt} />
        {promotion.source && ` · from ${promotion.source}`}
        {promotion.hotfix && ' · a hotfix'}
        {reason && ` · ${reason}`}
      </p>
      <Steps promotion={promotion} />
      {problem && (
        <Alert
          role="status"
          icon
          status="warning"
          title="It does not go on for now"
          description={problem}
        />
      )}
      <div className={styles.verdict}>
        {verdict && open && <VerdictLabel verdict={verdict.level} />}
        {pullRequest && <ReviewLink pullRequest={pullRequest} />}
        <PlanLink plan={plan} />
      </div>
      {open && gates.length > 0 && <Gates gates={gates} />}
      {open && behind.length > 0 && (
        <p className={styles.quiet}>
          It queues behind {behind.length === 1 ? 'one' : behind.length} of the
          same overlay, and goes on when that is merged or ended.
        </p>
      )}
      {open && behindHidden && <HiddenQueue />}
      <Parts detail={detail} />
      {open && <Cancel id={id} kind={promotion.kind} />}
    </>
  );
};

/** Follows a promotion, a rollback or a train until it is healthy, and lets it be taken back. */
const PromotionDialog = ({ id, onClose }: PromotionDialogProps) => {
  const { data, error, refetch } = usePromotion(id);
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>
        {data ? titleOf(data.promotion) : 'Promotion'}
      </DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          {error && (
            <Failure error={error} thing="this promotion" onRetry={refetch} />
          )}
          {!data && !error && (
            <Skeleton width="100%" height="12rem" aria-label="Loading" />
          )}
          {data && <Progress detail={data} />}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </Dialog>
  );
};

export default PromotionDialog;
