import { ResponseError } from '@backstage/errors';
import { Failure } from '../components/Failure';
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
export const Unread = ({ error, thing, deed, onRetry }: UnreadProps) =>
  error instanceof ResponseError && error.statusCode < 500 ? (
    <Refused error={error} deed={deed} />
  ) : (
    <Failure error={error} thing={thing} onRetry={onRetry} />
  );
