import { renderInTestApp } from '@backstage/frontend-test-utils';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import { componentKey } from '@slipway/plugin-gitops-common';
import { QueryClient } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { makeCell, makeDelivery } from '../__testUtils__/fixtures';
import { makeGitOpsApi } from '../__testUtils__/makeGitOpsApi';
import { refusal } from '../__testUtils__/renderWithGitOps';
import { gitopsApiRef, gitopsQueryClientApiRef } from '../api';
import { Queries } from '../components/Queries';
import { SignalListener, signalListenerApiRef } from '../signals';
import { Delivery } from './Delivery';

it('shows at once what a signal tells of, and keeps it with its age when it cannot be read again', async () => {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false } },
  });
  const callbacks: ((message: never) => void)[] = [];
  const signals: SignalApi = {
    subscribe: (_, callback) => {
      callbacks.push(callback);
      return { unsubscribe: () => undefined };
    },
  };
  let answer = async () => makeDelivery();
  renderInTestApp(
    <Queries>
      <Delivery component="shop" />
    </Queries>,
    {
      apis: [
        [gitopsApiRef, makeGitOpsApi({ getDelivery: () => answer() })],
        [gitopsQueryClientApiRef, client],
        [signalApiRef, signals],
        [signalListenerApiRef, new SignalListener(client)],
      ],
    },
  );
  await screen.findByRole('table');
  expect(callbacks).toHaveLength(1);
  const say = () =>
    act(async () =>
      callbacks[0]({
        topic: 'delivery',
        keys: [componentKey('shop')],
      } as never),
    );

  answer = async () =>
    makeDelivery({
      environments: [
        {
          name: 'prod',
          cells: [makeCell({ synced: { version: '1.5.0', images: [] } })],
        },
      ],
    });
  await say();
  expect(
    await screen.findByRole('button', { name: '1.5.0, copy' }),
  ).toBeVisible();

  answer = async () => {
    throw await refusal(500, 'The database is locked');
  };
  await say();
  const alert = await screen.findByRole(
    'alert',
    {},
    // Signals that follow each other closely are acted on together, after a second.
    { timeout: 3_000 },
  );
  expect(alert).toHaveTextContent(/This was read.*The database is locked/);
  expect(screen.getByRole('button', { name: '1.5.0, copy' })).toBeVisible();
});
