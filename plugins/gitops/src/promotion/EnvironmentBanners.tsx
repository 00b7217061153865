import type { Hold, Promotion } from '@slipway/plugin-gitops-common';
import { Button } from '@backstage/ui';
import { RiPauseCircleFill } from '@remixicon/react';
import { personName } from '../components/words';
import { useFocusHandover } from '../components/Focus';
import { RelativeTime } from '../components/RelativeTime';
import { ToneLabel } from '../components/ToneLabel';
import styles from './EnvironmentBanners.module.css';
import { Refused } from './Refused';
import { PROMOTION_STATES } from './states';
import { useReleaseHold } from './usePromotionDeeds';
import { titleOf } from './words';

/** Props of {@link EnvironmentBanners}. */
export interface EnvironmentBannersProps {
  /** Of the same environment as the promotions. */
  holds: readonly Hold[];
  promotions: readonly Promotion[];
  onShow: (promotion: string) => void;
}

const HoldBanner = ({ hold }: { hold: Hold }) => {
  const { component, environment, reason, by, at } = hold;
  const release = useReleaseHold(component, environment);
  const banner = useFocusHandover<HTMLDivElement>();
  return (
    <>
      <div ref={banner} className={`${styles.banner} ${styles.hold}`}>
        <ToneLabel word="On hold" tone="warning" Shape={RiPauseCircleFill} />
        <span className={styles.text}>
          {reason}{' '}
          <span className={styles.quiet}>
            by {personName(by)}, <RelativeTime value={at} />
          </span>
        </span>
        <Button
          variant="secondary"
          size="small"
          isPending={release.isPending}
          onPress={() => release.mutate()}
        >
          Release hold
        </Button>
      </div>
      <Refused
        error={release.error}
        deed={`release the hold of ${component} in ${environment}`}
      />
    </>
  );
};

/** What is under way in an environment, and what stops it. */
export const EnvironmentBanners = ({
  holds,
  promotions,
  onShow,
}: EnvironmentBannersProps) => (
  <>
    {holds.map(hold => (
      <HoldBanner key={`${hold.component} ${hold.environment}`} hold={hold} />
    ))}
    {promotions.map(promotion => (
      <div key={promotion.id} className={styles.banner}>
        <ToneLabel
          {...PROMOTION_STATES[promotion.state]}
          state={promotion.state}
        />
        <span className={styles.text}>
          {titleOf(promotion)}{' '}
          <span className={styles.quiet}>
            by {personName(promotion.requestedBy)},{' '}
            <RelativeTime value={promotion.requestedAt} />
          </span>
        </span>
        <Button
          variant="secondary"
          size="small"
          aria-label={`Show progress of the ${titleOf(promotion).toLowerCase()}`}
          onPress={() => onShow(promotion.id)}
        >
          Show progress
        </Button>
      </div>
    ))}
  </>
);
