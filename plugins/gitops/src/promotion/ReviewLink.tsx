import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { Promotion } from '@slipway/plugin-gitops-common';
import { Link } from '@backstage/ui';
import { reviewRouteRef } from '../routes';

/** Leads to the review of a promotion's pull request, with its plan. */
export const ReviewLink = ({
  pullRequest: { number, url },
}: {
  pullRequest: NonNullable<Promotion['pullRequest']>;
}) => {
  const review = useRouteRef(reviewRouteRef)?.({ number: `${number}` });
  return (
    <Link href={review ?? url}>Plan and review of pull request #{number}</Link>
  );
};
