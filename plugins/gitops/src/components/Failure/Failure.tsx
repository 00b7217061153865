import { Alert, Button } from '@backstage/ui';
import { describeFailure } from './describeFailure';

/** Props of {@link Failure}. */
export interface FailureProps {
  error: Error;
  /** What could not be shown, "the delivery of shop". */
  thing: string;
  onRetry: () => void;
}

/** In place of what could not be shown: the reason and the next step. */
export const Failure = ({ error, thing, onRetry }: FailureProps) => {
  const { title, description, retryable } = describeFailure(error, thing);
  return (
    <Alert
      role="alert"
      icon
      status={retryable ? 'danger' : 'warning'}
      title={title}
      description={description}
      customActions={
        retryable && (
          <Button variant="secondary" size="small" onPress={onRetry}>
            Try again
          </Button>
        )
      }
    />
  );
};
