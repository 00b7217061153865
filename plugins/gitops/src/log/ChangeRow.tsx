import type { VersionChange } from '@slipway/plugin-gitops-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Link } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { ChangeResult } from '../components/ChangeResult';
import { ComponentLink } from '../components/ComponentLink';
import { PersonName } from '../components/Owners';
import { RelativeTime } from '../components/RelativeTime';
import { ToneLabel } from '../components/ToneLabel';
import { reviewRouteRef } from '../routes';
import { ChangeDetails } from './ChangeDetails';
import { KINDS } from './kinds';
import styles from './Log.module.css';
import { clustersByOutcome } from './results';

/** Props of {@link ChangeRow}. */
export interface ChangeRowProps {
  change: VersionChange;
  /** Nothing came after it there, as far as is known, so that there is nothing to go back from. */
  current: boolean;
  /** Leaves out whose it is, where that is clear. */
  ofOneComponent?: boolean;
}

const Versions = ({ change: { from, to, kind } }: ChangeRowProps) => (
  <span className={styles.versions}>
    {from ?? 'nothing'} <span aria-label="to">→</span>{' '}
    <strong>{kind === 'removal' ? 'nothing' : (to ?? 'unknown')}</strong>
  </span>
);

/** One entry of the log: what changed, where, by whom, and what came of it; the rest when it is opened. */
export const ChangeRow = (props: ChangeRowProps) => {
  const { change, ofOneComponent } = props;
  const [open, setOpen] = useState(false);
  const details = useId();
  const review = useRouteRef(reviewRouteRef);
  const pull = change.pullRequest;
  const Arrow = open ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <li className={styles.change}>
      <div className={styles.row}>
        <span className={styles.toggle}>
          <ButtonIcon
            variant="tertiary"
            size="small"
            icon={<Arrow />}
            aria-label={`Details of ${change.component} in ${change.environment}`}
            aria-expanded={open}
            aria-controls={details}
            onPress={() => setOpen(!open)}
          />
        </span>
        <span className={styles.kind}>
          <ToneLabel {...KINDS[change.kind]} state={change.kind} />
        </span>
        <span className={styles.what}>
          {!ofOneComponent && (
            <ComponentLink
              name={change.component}
              tab="delivery"
              variant="body-medium"
            />
          )}
          <Versions {...props} />
        </span>
        <span className={styles.where}>
          <span className={styles.environment}>{change.environment}</span>
          {change.kind === 'removal' ? (
            <span className={styles.result}>
              from {change.clusters.join(', ')}
            </span>
          ) : (
            clustersByOutcome(change).map(({ outcome, clusters }) => (
              <span key={outcome} className={styles.result}>
                <ChangeResult outcome={outcome} current={props.current} />{' '}
                {clusters.join(', ')}
              </span>
            ))
          )}
        </span>
        <span className={styles.facts}>
          <span>
            by <PersonName person={change.requestedBy ?? change.by} />
          </span>
          {pull && (
            <Link
              href={review?.({ number: `${pull.number}` }) ?? pull.url}
              variant="body-small"
            >
              #{pull.number}
            </Link>
          )}
        </span>
        <span className={styles.age}>
          <RelativeTime value={change.at} />
        </span>
      </div>
      <div id={details} hidden={!open}>
        {open && <ChangeDetails {...props} />}
      </div>
    </li>
  );
};
