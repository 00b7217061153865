import { Card, CardBody, CardFooter, CardHeader, Text } from '@backstage/ui';
import type { ComponentType, ReactNode } from 'react';

interface WidgetCardProps {
  title?: string;
  Content: ComponentType;
  Actions?: ComponentType;
  ContextProvider?: ComponentType<{ children: ReactNode }>;
}

/** Frames a home page widget the way the rest of the portal frames things. */
export const WidgetCard = ({
  title,
  Content,
  Actions,
  ContextProvider,
}: WidgetCardProps) => {
  const card = (
    <Card>
      {title && (
        <CardHeader>
          <Text as="h2" variant="title-x-small" weight="bold">
            {title}
          </Text>
        </CardHeader>
      )}
      <CardBody>
        <Content />
      </CardBody>
      {Actions && (
        <CardFooter>
          <Actions />
        </CardFooter>
      )}
    </Card>
  );
  return ContextProvider ? <ContextProvider>{card}</ContextProvider> : card;
};
