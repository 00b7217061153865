import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { useState } from 'react';
import { ReleaseChoice, type ChosenRelease } from './ReleaseChoice';
import { requestOf } from './request';
import { RequestDialog } from './RequestDialog';
import { sourcesOf } from './sources';
import { useRequest } from './useRequest';

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
  const request = useRequest(
    requestOf({ kind: 'promotion', component, environment, ...chosen }),
    onShow,
  );
  return (
    <RequestDialog
      request={request}
      title={`Promote ${component} to ${environment}`}
      deed={`promote ${component} to ${environment}`}
      confirm={`Promote ${chosen.version ?? ''} to ${environment}`}
      reasonFor="Why it is promoted, for the pull request and the log."
      canFreeze
      onClose={onClose}
    >
      <ReleaseChoice
        component={component}
        sources={sources}
        chosen={chosen}
        onChange={setChosen}
      />
    </RequestDialog>
  );
};

export default PromoteDialog;
