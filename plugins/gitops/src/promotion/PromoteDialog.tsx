import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import {
  Checkbox,
  Dialog,
  DialogBody,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { ConfirmFooter } from './ConfirmFooter';
import { whyImpossible } from './impossible';
import { Preview } from './Preview';
import styles from './Promotion.module.css';
import { Refused } from './Refused';
import { previewOf, requestOf } from './request';
import { ReleaseChoice, type ChosenRelease } from './ReleaseChoice';
import { sourcesOf } from './sources';
import { useCreatePromotion } from './usePromotionDeeds';
import { usePreview } from './usePromotions';

/** Props of {@link PromoteDialog}. */
export interface PromoteDialogProps {
  delivery: ComponentDelivery;
  /** Where the release comes to. */
  environment: string;
  onShow: (promotion: string) => void;
  onClose: () => void;
}

/** Chooses a release for an environment, and shows what bringing it there does before it is done. */
const PromoteDialog = ({
  delivery,
  environment,
  onShow,
  onClose,
}: PromoteDialogProps) => {
  const { component } = delivery;
  const sources = sourcesOf(delivery, environment);
  const [chosen, setChosen] = useState<ChosenRelease>(() => {
    const nearest = sources.find(({ version }) => version !== undefined);
    return nearest
      ? { source: nearest.environment, version: nearest.version }
      : {};
  });
  const [reason, setReason] = useState('');
  const [hotfix, setHotfix] = useState(false);
  const [exception, setException] = useState('');
  const request = requestOf({
    kind: 'promotion',
    component,
    environment,
    ...chosen,
    reason,
    hotfix,
    exception,
  });
  const preview = usePreview(previewOf(request));
  const create = useCreatePromotion(onShow);
  const freeze = preview.data?.gates.find(({ gate }) => gate === 'freeze');
  const frozen = freeze?.state === 'waiting' || exception !== '';
  const deed = `promote ${component} to ${environment}`;
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={640}>
      <DialogHeader>
        Promote {component} to {environment}
      </DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          <ReleaseChoice
            component={component}
            sources={sources}
            chosen={chosen}
            onChange={setChosen}
          />
          <Preview preview={preview} deed={deed} onShow={onShow} />
          <TextField
            label="Reason"
            description="Why it is promoted, for the pull request and the log."
            maxLength={500}
            value={reason}
            onChange={setReason}
          />
          <Checkbox isSelected={hotfix} onChange={setHotfix}>
            It is a hotfix
          </Checkbox>
          {frozen && (
            <TextField
              label="Reason for an exception from the freeze"
              description="Needs the right to override gates. It is kept in the record."
              maxLength={500}
              value={exception}
              onChange={setException}
            />
          )}
          <Refused error={create.error} deed={deed} />
        </div>
      </DialogBody>
      <ConfirmFooter
        deed={`Promote ${chosen.version ?? ''} to ${environment}`}
        impossible={whyImpossible(preview.data)}
        isReady={request !== undefined && preview.isSuccess}
        isPending={create.isPending}
        onConfirm={() => request && create.mutate(request)}
        onClose={onClose}
      />
    </Dialog>
  );
};

export default PromoteDialog;
