import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Container, Grid, Header } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import type { ReactElement } from 'react';
import { useGreeting } from './useGreeting';
import { createComponentRouteRef } from './routes';

/** Two in a row, the first the wider one; the last one has its row to itself if there is no other. */
function columnsOf(index: number, count: number): '5' | '7' | '12' {
  if (index % 2 === 1) {
    return '5';
  }
  return index === count - 1 ? '12' : '7';
}

/** Where everyone lands: what needs me, what waits for a review, what is mine. */
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
      <main>
        <Container>
          <Grid.Root columns={{ initial: '1', md: '12' }} gap="4">
            {widgets.map((widget, index) => (
              <Grid.Item
                key={widget.key ?? index}
                colSpan={{ initial: '1', md: columnsOf(index, widgets.length) }}
              >
                {widget}
              </Grid.Item>
            ))}
          </Grid.Root>
        </Container>
      </main>
    </>
  );
};
