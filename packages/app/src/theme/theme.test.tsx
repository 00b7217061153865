import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { themeModule } from '.';

/** What the system prefers, and a way to change it, as dusk does. */
function fakeSystem() {
  const listeners = new Set<(event: { matches: boolean }) => void>();
  let matches = false;
  const add = (listener: () => void) => listeners.add(listener);
  const remove = (listener: () => void) => listeners.delete(listener);
  const prefersDark = {
    get matches() {
      return matches;
    },
    addListener: add,
    removeListener: remove,
    addEventListener: (_type: string, listener: () => void) => add(listener),
    removeEventListener: (_type: string, listener: () => void) =>
      remove(listener),
  };
  const other = { ...prefersDark, matches: false };
  Object.defineProperty(window, 'matchMedia', {
    configurable: true,
    value: (query: string) =>
      query.includes('prefers-color-scheme') ? prefersDark : other,
  });
  return (isDark: boolean) =>
    act(() => {
      matches = isDark;
      listeners.forEach(listener => listener({ matches }));
    });
}

/** What nobody has to sign in for. */
const form = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: { loader: async () => () => <input aria-label="Name" /> },
    }),
  ],
});

describe('the themes', () => {
  afterEach(() => Reflect.deleteProperty(window, 'matchMedia'));

  it('follow the system, and leave what somebody is writing alone', async () => {
    const prefer = fakeSystem();
    const config = mockApis.config({
      data: { backend: { baseUrl: 'http://localhost:7007' } },
    });
    const app = createApp({
      features: [themeModule, form],
      advanced: { configLoader: async () => ({ config }) },
    });
    render(app.createRoot());
    const name = await screen.findByLabelText('Name', {}, { timeout: 15_000 });
    await userEvent.type(name, 'shop');
    expect(document.body).toHaveAttribute('data-theme-mode', 'light');
    prefer(true);
    await waitFor(() =>
      expect(document.body).toHaveAttribute('data-theme-mode', 'dark'),
    );
    expect(document.body).toHaveAttribute('data-theme-name', 'slipway');
    expect(screen.getByLabelText('Name')).toBe(name);
    expect(name).toHaveValue('shop');
    prefer(false);
    await waitFor(() =>
      expect(document.body).toHaveAttribute('data-theme-mode', 'light'),
    );
  }, 30_000);
});
