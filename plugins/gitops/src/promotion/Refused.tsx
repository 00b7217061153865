import { Alert } from '@backstage/ui';
import { describeRefusal } from './describeRefusal';

/** Says why something was not done; nothing if there is no error. */
export const Refused = ({
  error,
  deed,
}: {
  error: Error | null;
  /** What was asked for, "promote shop to prod". */
  deed: string;
}) =>
  error && (
    <Alert
      role="alert"
      icon
      status="danger"
      {...describeRefusal(error, deed)}
    />
  );
