import { Alert, Button } from '@backstage/ui';
import { describeFailure } from '../Failure/describeFailure';
import { RelativeTime } from '../RelativeTime';

/** Props of {@link Stale}. */
export interface StaleProps {
  error: Error;
  /** What is shown although it is old, "the queue". */
  thing: string;
  /** When it was read, in milliseconds. */
  readAt: number;
  onRetry: () => void;
}

/** Above what is shown although it could not be read again: its age, the reason, and the next step. */
export const Stale = ({ error, thing, readAt, onRetry }: StaleProps) => (
  <Alert
    role="alert"
    icon
    status="warning"
    title={
      <>
        This was read <RelativeTime value={new Date(readAt).toISOString()} />
      </>
    }
    description={`It may be out of date. ${describeFailure(error, thing).description}`}
    customActions={
      <Button variant="secondary" size="small" onPress={onRetry}>
        Try again
      </Button>
    }
  />
);
