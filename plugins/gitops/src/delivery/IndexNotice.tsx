import {
  formatFileProblem,
  type ComponentDelivery,
  type FileProblem,
  type IndexStatus,
} from '@slipway/plugin-gitops-common';
import { Alert, Link } from '@backstage/ui';
import { RelativeTime } from '../components/RelativeTime';

const Place = ({
  index,
  problem,
}: {
  index: IndexStatus;
  problem: FileProblem;
}) => {
  const line = problem.line ? `#L${problem.line}` : '';
  return (
    <Link
      href={`${index.repository}/blob/${index.branch}/${problem.file}${line}`}
      target="_blank"
      variant="body-small"
    >
      {formatFileProblem(problem)}
    </Link>
  );
};

const LastGoodState = ({ index }: { index: IndexStatus }) =>
  index.commit ? (
    <>
      Desired versions are of commit <code>{index.commit.slice(0, 7)}</code>
      {index.committedAt && (
        <>
          , <RelativeTime value={index.committedAt} />
        </>
      )}
      .
    </>
  ) : (
    <>No good state is known yet.</>
  );

/** Says when what is shown of Git is not the newest commit, and why. */
export const IndexNotice = ({ delivery }: { delivery: ComponentDelivery }) => {
  const { index, component } = delivery;
  const own = index.fileProblems.filter(({ file }) =>
    file.startsWith(`apps/${component}/`),
  );
  return (
    <>
      {index.problem && (
        <Alert
          role="alert"
          icon
          status="warning"
          title="The GitOps repository is malformed"
          description={
            <>
              <Place index={index} problem={index.problem} />, since{' '}
              <RelativeTime value={index.problem.since} />.{' '}
              <LastGoodState index={index} />
            </>
          }
        />
      )}
      {index.unreachable && (
        <Alert
          role="alert"
          icon
          status="warning"
          title="The GitOps repository is unreachable"
          description={
            <>
              {index.unreachable.reason}, since{' '}
              <RelativeTime value={index.unreachable.since} />.{' '}
              <LastGoodState index={index} />
            </>
          }
        />
      )}
      {own.map(problem => (
        <Alert
          key={formatFileProblem(problem)}
          role="alert"
          icon
          status="warning"
          title="A file of this component could not be read"
          description={<Place index={index} problem={problem} />}
        />
      ))}
    </>
  );
};
