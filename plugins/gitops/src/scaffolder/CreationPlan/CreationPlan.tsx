import { ResponseError } from '@backstage/errors';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, BgProvider, Text } from '@backstage/ui';
import { lazy, Suspense, useEffect } from 'react';
import { Failure } from '../../components/Failure';
import { Queries } from '../../components/Queries';
import { Stale } from '../../components/Stale';
import { Computing } from './Computing';
import styles from './CreationPlan.module.css';
import { useCreationPlan, usePlanRequest } from './useCreationPlan';

type CreationPlanProps = FieldExtensionComponentProps<string>;

// Diffs and trees are large, and most pages of the form have neither.
const Planned = lazy(async () => {
  const { Planned: component } = await import('./Planned');
  return { default: component };
});

/** What a refusal to plan is about; its message says why. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'This cannot be planned',
  403: 'You may not do this',
  404: 'This cannot be planned',
};

const Problem = ({ error, onRetry }: { error: Error; onRetry: () => void }) => {
  if (error instanceof ResponseError && REFUSALS[error.statusCode]) {
    return (
      <Alert
        role="alert"
        icon
        status="danger"
        title={REFUSALS[error.statusCode]}
        description={`${error.body.error.message} Go back to change your answers.`}
      />
    );
  }
  return <Failure error={error} thing="the plan" onRetry={onRetry} />;
};

const Field = (props: CreationPlanProps) => {
  const { formContext, formData, name, onChange } = props;
  const request = usePlanRequest(formContext, name);
  const planned = useCreationPlan(request);
  const { data, error, isFetching, refetch } = planned;
  // Without an answer the form does not go on, neither before there is a plan nor with a refused one.
  const answer = data && data.verdict.level !== 'refused' ? data.id : '';
  useEffect(() => {
    if (formData !== answer) {
      onChange(answer);
    }
  }, [answer, formData, onChange]);

  if (!request) {
    return (
      <Text color="secondary">
        There is a plan where the form was opened from a template.
      </Text>
    );
  }
  if (!data) {
    return error && !isFetching ? (
      <Problem error={error} onRetry={refetch} />
    ) : (
      <Computing />
    );
  }
  return (
    <>
      {error && (
        <Stale
          error={error}
          thing="the plan"
          readAt={planned.dataUpdatedAt}
          onRetry={refetch}
        />
      )}
      <Suspense fallback={<Computing />}>
        <Planned
          creation={data}
          plannedAt={planned.dataUpdatedAt}
          planning={isFetching}
          onPlanAgain={refetch}
        />
      </Suspense>
    </>
  );
};

/** Form field that shows what *Create* would do; its value is the id of the plan, or empty while that is not to be done. */
export const CreationPlan = (props: CreationPlanProps) => (
  <Queries>
    {/* The form's card is Material UI's, which does not tell the field what it stands on. */}
    <BgProvider bg="neutral-1">
      <div className={styles.field}>
        <Field {...props} />
      </div>
    </BgProvider>
  </Queries>
);
