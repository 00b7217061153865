import type { PlanReason } from '@slipway/plugin-gitops-common';
import { VerdictLabel } from '../../components/VerdictLabel';
import styles from './Verdict.module.css';

const Place = ({
  reason: { overlay },
  onShow,
}: {
  reason: PlanReason;
  onShow: (overlay: string) => void;
}) =>
  overlay ? (
    <button
      type="button"
      className={styles.place}
      onClick={() => onShow(overlay)}
    >
      {overlay}
    </button>
  ) : null;

/** Props of {@link Reasons}. */
export interface ReasonsProps {
  reasons: readonly PlanReason[];
  /** Shows the overlay that a reason is about. */
  onShow: (overlay: string) => void;
}

/** Why a plan is not simply safe, and what to do about it; the gravest first. */
export const Reasons = ({ reasons, onShow }: ReasonsProps) =>
  reasons.length === 0 ? null : (
    <ul className={styles.reasons} aria-label="Reasons">
      {gravestFirst(reasons).map(reason => (
        <li key={`${reason.kind} ${reason.message} ${reason.overlay}`}>
          <VerdictLabel verdict={reason.level} />
          <div>
            <p className={styles.message}>{reason.message}</p>
            {reason.fix && <p className={styles.quiet}>To do: {reason.fix}</p>}
            <Place reason={reason} onShow={onShow} />
          </div>
        </li>
      ))}
    </ul>
  );

function gravestFirst(reasons: readonly PlanReason[]): PlanReason[] {
  return [...reasons].sort((a, b) => b.level.localeCompare(a.level));
}
