import type { ReviewDetail } from '@slipway/plugin-gitops-common';
import { Alert, Button } from '@backstage/ui';
import { CommitList } from './discussion/CommitList';

/** Props of {@link NewCommits}. */
export interface NewCommitsProps {
  review: ReviewDetail;
  /** The newest commit that the person saw. */
  seen: string;
  onLoad: () => void;
}

/** Says what came since the person loaded the page; they decide about what they saw only. */
export const NewCommits = ({ review, seen, onLoad }: NewCommitsProps) => {
  const at = review.commits.findIndex(({ sha }) => sha === seen);
  const added = at < 0 ? [] : review.commits.slice(at + 1);
  const what =
    added.length > 0
      ? `${added.length} ${added.length === 1 ? 'commit has' : 'commits have'} come since you loaded this page`
      : 'The branch was rewritten since you loaded this page';
  return (
    <Alert
      role="alert"
      icon
      status="warning"
      title={what}
      description={
        <>
          You decide about what you have seen. Look at the new plan first.
          <CommitList commits={added} />
        </>
      }
      customActions={
        <Button size="small" variant="secondary" onPress={onLoad}>
          Show the new plan
        </Button>
      }
    />
  );
};
