import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Grid, Header } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type { ReactElement } from 'react';
import { useGreeting } from './useGreeting';
import { createComponentRouteRef } from './routes';

/** Where everyone lands: what to do next, what is mine, what waits for a review. */
export const HomePage = ({ widgets }: { widgets: readonly ReactElement[] }) => {
  const greeting = useGreeting();
  const createComponentLink = useRouteRef(createComponentRouteRef)?.();

  return (
    <>
      <Header
        title={greeting}
        customActions={
          createComponentLink && (
            <ButtonLink
              href={createComponentLink}
              variant="primary"
              iconStart={<RiAddLine />}
            >
              Create component
            </ButtonLink>
          )
        }
      />
      <Container>
        <Grid.Root columns={{ initial: '1', md: '12' }} gap="4">
          {widgets.map((widget, index) => (
            <Grid.Item
              key={widget.key ?? index}
              colSpan={{ initial: '1', md: index % 2 === 0 ? '7' : '5' }}
            >
              {widget}
            </Grid.Item>
          ))}
        </Grid.Root>
      </Container>
    </>
  );
};
