import type { RollbackCandidatesResponse } from '@slipway/plugin-gitops-common';
import { Button, Radio, RadioGroup } from '@backstage/ui';
import { useState } from 'react';
import { personName } from '../components/words';
import { RelativeTime } from '../components/RelativeTime';
import styles from './Promotion.module.css';

type Candidate = RollbackCandidatesResponse['candidates'][number];

/** The last good releases; older ones on request. */
const SHOWN = 4;

/** Props of {@link CandidateChoice}. */
export interface CandidateChoiceProps {
  candidates: readonly Candidate[];
  chosen: string | undefined;
  onChange: (version: string) => void;
}

/** Chooses a release that was healthy there. */
export const CandidateChoice = ({
  candidates,
  chosen,
  onChange,
}: CandidateChoiceProps) => {
  const [all, setAll] = useState(false);
  if (candidates.length === 0) {
    return (
      <p className={styles.quiet}>
        No earlier release was healthy here on all clusters, so there is nothing
        to go back to. Promote a release that is known to be good instead.
      </p>
    );
  }
  const shown = candidates.filter(
    ({ version }, index) => all || index < SHOWN || version === chosen,
  );
  return (
    <div className={styles.choice}>
      <RadioGroup label="Go back to" value={chosen ?? null} onChange={onChange}>
        {shown.map(({ version, healthyAt, by }) => (
          <Radio key={version} value={version}>
            <span>
              <strong className={styles.to}>{version}</strong>{' '}
              <span className={styles.quiet}>
                healthy <RelativeTime value={healthyAt} />, by {personName(by)}
              </span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {shown.length < candidates.length && (
        <Button variant="tertiary" size="small" onPress={() => setAll(true)}>
          Show {candidates.length - shown.length} more
        </Button>
      )}
    </div>
  );
};
