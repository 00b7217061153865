import {
  formatFileProblem,
  type IndexStatus,
} from '@slipway/plugin-gitops-common';
import { Alert } from '@backstage/ui';
import { RelativeTime } from '../components/RelativeTime';

/** Says when versions are not those of the newest commit, and why. */
export const BoardNotice = ({ index }: { index: IndexStatus }) => {
  const { problem, unreachable, committedAt } = index;
  const trouble = unreachable ?? problem;
  if (!trouble) {
    return null;
  }
  return (
    <Alert
      role="alert"
      icon
      status="warning"
      title={
        unreachable
          ? 'The GitOps repository is unreachable'
          : 'The GitOps repository is malformed'
      }
      description={
        <>
          {unreachable?.reason ?? (problem && formatFileProblem(problem))},
          since <RelativeTime value={trouble.since} />.{' '}
          {committedAt ? (
            <>
              Versions are of the last good commit,{' '}
              <RelativeTime value={committedAt} />.
            </>
          ) : (
            'No good commit is known yet.'
          )}
        </>
      }
    />
  );
};
