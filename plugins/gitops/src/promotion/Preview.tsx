import type { PromotionPreview } from '@slipway/plugin-gitops-common';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, Link, Skeleton } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { VerdictLabel } from '../components/VerdictLabel';
import { planRouteRef } from '../routes';
import { Gates } from './Gates';
import { PartsTable } from './PartsTable';
import styles from './Promotion.module.css';
import { Refused } from './Refused';

/** Props of {@link Preview}. */
export interface PreviewProps {
  preview: Pick<
    UseQueryResult<PromotionPreview | null>,
    'data' | 'error' | 'isFetching'
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

/** What confirming does, before it is done. */
export const Preview = ({ preview, deed, onShow }: PreviewProps) => {
  const { data, error, isFetching } = preview;
  const planPage = useRouteRef(planRouteRef);
  if (error) {
    return <Refused error={error} deed={deed} />;
  }
  if (!data) {
    return isFetching ? (
      <div role="status" aria-busy aria-label="Looking what it would do">
        <Skeleton width="60%" height="1.25rem" />
        <Skeleton width="100%" height="4rem" />
      </div>
    ) : null;
  }
  const { parts, gates, verdict, behind, supersedes, same, plan } = data;
  const page = plan && planPage?.({ id: plan });
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
          <span className={styles.quiet}>
            {verdict.reasons.length === 0
              ? 'The plan changes the release and nothing else.'
              : verdict.reasons.map(({ message }) => message).join(' · ')}
          </span>
          {page && (
            <Link href={page} target="_blank" variant="body-small">
              Show the plan
            </Link>
          )}
        </div>
      )}
      {gates.length > 0 && <Gates gates={gates} />}
      <Others title="It queues behind" ids={behind} onShow={onShow} />
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
