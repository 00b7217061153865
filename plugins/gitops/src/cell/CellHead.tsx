import type { CellDetail, DeliveryCell } from '@slipway/plugin-gitops-common';
import { Button, Link } from '@backstage/ui';
import {
  RiArrowGoBackLine,
  RiArrowUpLine,
  RiExternalLinkLine,
  RiPauseLine,
} from '@remixicon/react';
import { useFocusHandover } from '../components/Focus';
import { HealthLabel } from '../components/HealthLabel';
import { RelativeTime } from '../components/RelativeTime';
import { isCurrent, StateLabel, STATES } from '../components/StateLabel';
import type { DeliveryActions } from '../delivery/actions';
import { EnvironmentBanners } from '../promotion/EnvironmentBanners';
import styles from './Cell.module.css';
import type { CellPlace } from './useCell';

/** Props of {@link CellHead}. */
export interface CellHeadProps {
  place: CellPlace;
  cell: DeliveryCell;
  detail?: CellDetail;
  actions: DeliveryActions;
}

const HoldButton = ({ onPress }: { onPress: () => void }) => {
  const button = useFocusHandover<HTMLButtonElement>();
  return (
    <Button
      ref={button}
      variant="tertiary"
      iconStart={<RiPauseLine />}
      onPress={onPress}
    >
      Hold
    </Button>
  );
};

/** What is wrong, if something is, and what can be done about it. */
export const CellHead = ({ place, cell, detail, actions }: CellHeadProps) => {
  const { environment, cluster } = place;
  const { state, message, health, observedAt } = cell;
  const current = isCurrent(state);
  return (
    <div className={styles.head}>
      <div className={styles.states} role="status">
        <StateLabel state={state} />
        {current && health && health !== STATES[state].word && (
          <HealthLabel health={health} />
        )}
        {!current && (
          <span className={styles.quiet}>
            {observedAt ? (
              <>
                last seen <RelativeTime value={observedAt} />
              </>
            ) : (
              'never seen'
            )}
          </span>
        )}
      </div>
      {message && <p className={styles.message}>{message}</p>}
      {detail && (
        <EnvironmentBanners
          holds={detail.hold ? [detail.hold] : []}
          promotions={detail.promotions}
          onShow={actions.showPromotion}
        />
      )}
      <div className={styles.actions}>
        <Button
          variant={state === 'degraded' ? 'primary' : 'secondary'}
          iconStart={<RiArrowGoBackLine />}
          onPress={() => actions.rollBack(environment, cluster)}
        >
          Roll back
        </Button>
        <Button
          variant="secondary"
          iconStart={<RiArrowUpLine />}
          onPress={() => actions.promote(environment)}
        >
          Promote to {environment}
        </Button>
        {detail && !detail.hold && (
          <HoldButton onPress={() => actions.hold(environment)} />
        )}
      </div>
      {detail && detail.links.length > 0 && (
        <ul className={styles.links} aria-label="Elsewhere">
          {detail.links.map(({ title, url }) => (
            <li key={url}>
              <Link href={url} target="_blank">
                {title} <RiExternalLinkLine aria-hidden />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
