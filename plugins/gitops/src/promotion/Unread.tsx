import { ResponseError } from '@backstage/errors';
import { Alert } from '@backstage/ui';
import { Failure } from '../components/Failure';
import { describeRefusal } from './describeRefusal';
import { Refused } from './Refused';

/** Props of {@link Unread}. */
export interface UnreadProps {
  error: Error;
  /** What could not be read, "what it would do". */
  thing: string;
  /** What it was read for, "promote shop to prod". */
  deed: string;
  onRetry: () => void;
}

/** Why a question that comes before a deed has no answer: the deed is refused, or asking again may help. */
export const Unread = ({ error, thing, deed, onRetry }: UnreadProps) => {
  if (!(error instanceof ResponseError) || error.statusCode >= 500) {
    return <Failure error={error} thing={thing} onRetry={onRetry} />;
  }
  // Nothing was asked for yet, so nothing has changed in between.
  return error.statusCode === 409 ? (
    <Alert
      role="status"
      icon
      status="warning"
      {...describeRefusal(error, deed)}
      title={`Cannot ${deed} now`}
    />
  ) : (
    <Refused error={error} deed={deed} />
  );
};
