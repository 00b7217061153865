import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { Alert, Text } from '@backstage/ui';
import { PullRequestList } from '../pullRequests/PullRequestList';

/** The component's open pull requests, or why they are not known. */
export const DeliveryPullRequests = ({
  delivery,
}: {
  delivery: ComponentDelivery;
}) => {
  const { pullRequests, pullRequestsProblem } = delivery;
  return (
    <section aria-labelledby="delivery-pull-requests">
      <Text as="h2" variant="title-x-small" id="delivery-pull-requests">
        Open pull requests
      </Text>
      {pullRequestsProblem && (
        <Alert
          icon
          status="warning"
          title="Pull requests are not known"
          description={pullRequestsProblem}
        />
      )}
      {!pullRequestsProblem && pullRequests.length === 0 && (
        <Text as="p" color="secondary">
          None. Nothing waits to change this component.
        </Text>
      )}
      {pullRequests.length > 0 && (
        <PullRequestList pullRequests={pullRequests} ofOneComponent />
      )}
    </section>
  );
};
