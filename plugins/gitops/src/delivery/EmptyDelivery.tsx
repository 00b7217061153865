import type { ComponentDelivery } from '@slipway/plugin-gitops-common';
import { ButtonLink, Card, CardBody, Flex, Text } from '@backstage/ui';

/** A component that Git does not have yet: what is missing, and the next step. */
export const EmptyDelivery = ({
  delivery,
}: {
  delivery: ComponentDelivery;
}) => {
  const { component, index, pullRequests } = delivery;
  const [pull] = pullRequests;
  return (
    <Card>
      <CardBody>
        <Flex direction="column" align="start" gap="3" p="2">
          <Text as="h3" variant="title-x-small">
            {pull
              ? 'Waiting for a review'
              : `${component} is not in the GitOps repository`}
          </Text>
          <Text as="p" color="secondary">
            {pull
              ? `${component} runs nowhere yet. It arrives in ${
                  pull.environments.join(', ') || 'its environments'
                } when pull request #${pull.number} is approved and merged.`
              : `It runs nowhere until the repository has apps/${component} with an overlay for an environment. Templates open a pull request that adds it.`}
          </Text>
          <ButtonLink
            href={pull ? pull.url : index.repository}
            target="_blank"
            variant={pull ? 'primary' : 'secondary'}
          >
            {pull
              ? `Review pull request #${pull.number}`
              : 'Open the GitOps repository'}
          </ButtonLink>
        </Flex>
      </CardBody>
    </Card>
  );
};
