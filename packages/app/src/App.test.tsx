import { createApp } from '@backstage/frontend-defaults';
import { mockApis } from '@backstage/frontend-test-utils';
import { render, screen, waitFor } from '@testing-library/react';
import { features } from './features';

const config = mockApis.config({
  data: {
    app: { title: 'Slipway', baseUrl: 'http://localhost:7007' },
    backend: { baseUrl: 'http://localhost:7007' },
    integrations: { github: [{ host: 'forge.example' }] },
  },
});

describe('the app', () => {
  beforeEach(() => {
    // No session yet: what the auth backend answers a stranger.
    jest
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async () => new Response('{}', { status: 401 }));
  });

  afterEach(() => jest.restoreAllMocks());

  it('asks a stranger to sign in with an account of the configured forge', async () => {
    const app = createApp({
      features,
      advanced: { configLoader: async () => ({ config }) },
    });
    render(app.createRoot());

    const wait = { timeout: 15_000 };
    expect(
      await screen.findByRole('heading', { name: /forge account/ }, wait),
    ).toBeInTheDocument();
    expect(screen.getByText(/forge\.example/)).toBeInTheDocument();
    await waitFor(
      () =>
        expect(screen.getByRole('button', { name: 'Sign in' })).toBeEnabled(),
      wait,
    );
  }, 30_000);
});
