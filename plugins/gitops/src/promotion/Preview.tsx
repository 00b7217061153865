import type { PromotionPreview } from '@slipway/plugin-gitops-common';
import { Button } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { VerdictLabel } from '../components/VerdictLabel';
import { Gates } from './Gates';
import { HiddenQueue } from './HiddenQueue';
import { PartsTable } from './PartsTable';
import { PlanLink } from './PlanLink';
import styles from './Promotion.module.css';
import { Reading } from './Reading';
import { Unread } from './Unread';

/** So many reasons fit in a dialog; all of them are in the plan. */
const REASONS = 4;

/** Props of {@link Preview}. */
export interface PreviewProps {
  preview: Pick<
    UseQueryResult<PromotionPreview | null>,
    'data' | 'error' | 'isFetching' | 'refetch'
  >;
  /** What was asked for, "promote shop to prod". */
  deed: string;
  onShow: (promotion: string) => void;
}

const Others = ({
  title,
  ids,
  onShow,
}: {
  title: string;
  ids: readonly string[];
  onShow: (promotion: string) => void;
}) =>
  ids.length > 0 && (
    <p className={styles.others}>
      {title}{' '}
      {ids.map(id => (
        <Button
          key={id}
          variant="tertiary"
          size="small"
          onPress={() => onShow(id)}
        >
          promotion {id.slice(0, 8)}
        </Button>
      ))}
    </p>
  );

const Reasons = ({
  reasons,
}: Pick<NonNullable<PromotionPreview['verdict']>, 'reasons'>) =>
  reasons.length > 0 && (
    <ul className={styles.reasons} aria-label="Reasons">
      {reasons.slice(0, REASONS).map(({ message, overlay }) => (
        <li key={`${overlay} ${message}`}>{message}</li>
      ))}
      {reasons.length > REASONS && (
        <li>and {reasons.length - REASONS} more, which the plan shows</li>
      )}
    </ul>
  );

/** What confirming does, before it is done. */
export const Preview = ({ preview, deed, onShow }: PreviewProps) => {
  const { data, error, isFetching } = preview;
  if (error) {
    return (
      <Unread
        error={error}
        thing="what it would do"
        deed={deed}
        onRetry={preview.refetch}
      />
    );
  }
  if (!data) {
    return isFetching ? <Reading thing="what it would do" /> : null;
  }
  const { parts, gates, verdict, behind, supersedes, same, plan } = data;
  return (
    <div
      className={styles.preview}
      aria-busy={isFetching}
      aria-label="What it does"
      role="group"
    >
      <PartsTable parts={parts} />
      {verdict && (
        <div className={styles.verdict}>
          <VerdictLabel verdict={verdict.level} />
          {verdict.reasons.length === 0 && (
            <span className={styles.quiet}>
              The plan changes the release and nothing else.
            </span>
          )}
          <PlanLink plan={plan} />
          <Reasons reasons={verdict.reasons} />
        </div>
      )}
      {gates.length > 0 && <Gates gates={gates} />}
      <Others title="It queues behind" ids={behind} onShow={onShow} />
      {data.behindHidden && <HiddenQueue />}
      <Others title="It takes the place of" ids={supersedes} onShow={onShow} />
      {same && (
        <Others
          title="The same is under way already:"
          ids={[same]}
          onShow={onShow}
        />
      )}
    </div>
  );
};
