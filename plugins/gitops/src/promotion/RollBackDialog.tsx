import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { Checkbox } from '@backstage/ui';
import { useState } from 'react';
import { CandidateChoice } from './CandidateChoice';
import styles from './Promotion.module.css';
import { Reading } from './Reading';
import { requestOf } from './request';
import { RequestDialog } from './RequestDialog';
import { Unread } from './Unread';
import { useRollbackCandidates } from './usePromotions';
import { useRequest } from './useRequest';

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
  const candidates = useRollbackCandidates(component, environment, cluster);
  const wanted = chosen ?? candidates.data?.candidates[0]?.version;
  const request = useRequest(
    requestOf({
      kind: 'rollback',
      component,
      environment,
      version: wanted,
      ...(onlyThere && cluster !== undefined && { clusters: [cluster] }),
    }),
    onShow,
  );
  return (
    <RequestDialog
      request={request}
      title={`Roll back ${component} in ${environment}`}
      deed={`roll back ${component} in ${environment}`}
      confirm={wanted ? `Roll back to ${wanted}` : 'Roll back'}
      reasonFor="What is wrong, for the pull request, the hold and the log."
      onClose={onClose}
    >
      {candidates.error && (
        <Unread
          error={candidates.error}
          thing={`what ${component} can go back to`}
          deed={`roll back ${component} in ${environment}`}
          onRetry={candidates.refetch}
        />
      )}
      {candidates.isPending && (
        <Reading thing={`what ${component} can go back to`} />
      )}
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
          {request.preview.data?.direct
            ? 'It is committed at once.'
            : 'A pull request brings the release back.'}{' '}
          Newer releases are held away from {environment} until somebody
          releases the hold.
        </p>
      )}
    </RequestDialog>
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
