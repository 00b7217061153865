import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type { PropsWithChildren } from 'react';

/** A titled part of the review. */
export const Section = ({
  title,
  children,
}: PropsWithChildren<{ title: string }>) => (
  <Card>
    <CardHeader>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
    </CardHeader>
    <CardBody>{children}</CardBody>
  </Card>
);
