import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import {
  Checkbox,
  Dialog,
  DialogBody,
  DialogHeader,
  Skeleton,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { CandidateChoice } from './CandidateChoice';
import { ConfirmFooter } from './ConfirmFooter';
import { whyImpossible } from './impossible';
import { Preview } from './Preview';
import styles from './Promotion.module.css';
import { Refused } from './Refused';
import { previewOf, requestOf } from './request';
import { useCreatePromotion } from './usePromotionDeeds';
import { usePreview, useRollbackCandidates } from './usePromotions';

/** Props of {@link RollBackDialog}. */
export interface RollBackDialogProps {
  delivery: ComponentDelivery;
  environment: string;
  /** Where something is wrong. */
  cluster?: string;
  /** What to go back to; the last good release if it is not said. */
  version?: string;
  onShow: (promotion: string) => void;
  onClose: () => void;
}

/** Goes back to a release that was healthy; the last one is chosen, so that confirming is enough. */
const RollBackDialog = ({
  delivery,
  environment,
  cluster,
  version,
  onShow,
  onClose,
}: RollBackDialogProps) => {
  const { component } = delivery;
  const ownOverlay =
    cluster !== undefined && hasOwnOverlays(delivery, environment);
  const [chosen, setChosen] = useState(version);
  const [onlyThere, setOnlyThere] = useState(ownOverlay);
  const [reason, setReason] = useState('');
  const candidates = useRollbackCandidates(component, environment, cluster);
  const wanted = chosen ?? candidates.data?.candidates[0]?.version;
  const request = requestOf({
    kind: 'rollback',
    component,
    environment,
    version: wanted,
    ...(onlyThere && cluster !== undefined && { clusters: [cluster] }),
    reason,
    hotfix: false,
    exception: '',
  });
  const preview = usePreview(previewOf(request));
  const create = useCreatePromotion(onShow);
  const deed = `roll back ${component} in ${environment}`;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>
        Roll back {component} in {environment}
      </DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          <Refused
            error={candidates.error}
            deed={`read what ${component} can go back to`}
          />
          {candidates.isPending && <Skeleton width="100%" height="4rem" />}
          {candidates.data && (
            <CandidateChoice
              candidates={candidates.data.candidates}
              chosen={wanted}
              onChange={setChosen}
            />
          )}
          {ownOverlay && (
            <Checkbox isSelected={onlyThere} onChange={setOnlyThere}>
              Only on {cluster}
            </Checkbox>
          )}
          {wanted !== undefined && (
            <p className={styles.quiet}>
              {preview.data?.direct
                ? 'It is committed at once.'
                : 'A pull request brings the release back.'}{' '}
              Newer releases are held away from {environment} until somebody
              releases the hold.
            </p>
          )}
          <Preview preview={preview} deed={deed} onShow={onShow} />
          <TextField
            label="Reason"
            description="What is wrong, for the pull request, the hold and the log."
            maxLength={500}
            value={reason}
            onChange={setReason}
          />
          <Refused error={create.error} deed={deed} />
        </div>
      </DialogBody>
      <ConfirmFooter
        deed={wanted ? `Roll back to ${wanted}` : 'Roll back'}
        impossible={whyImpossible(preview.data)}
        isReady={request !== undefined && preview.isSuccess}
        isPending={create.isPending}
        onConfirm={() => request && create.mutate(request)}
        onClose={onClose}
      />
    </Dialog>
  );
};

/** Whether clusters of an environment have overlays of their own, so that one can go back alone. */
function hasOwnOverlays(
  { environments }: ComponentDelivery,
  environment: string,
): boolean {
  const cells = environments.find(({ name }) => name === environment)?.cells;
  const overlays = cells?.flatMap(({ desired }) => desired?.overlay ?? []);
  return new Set(overlays).size > 1;
}

export default RollBackDialog;
