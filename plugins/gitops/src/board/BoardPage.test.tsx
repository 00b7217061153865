import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makeBoard, makeBoardRow } from '../__testUtils__/board';
import { group, MINE, renderAsCasey } from '../__testUtils__/renderAsCasey';
import { refusal } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
import { BoardContent } from './BoardContent';
import { BoardPage } from './BoardPage';

function render(api: Partial<GitOpsApi>, route?: string) {
  const entities = [group('team-cart')];
  return renderAsCasey(<BoardPage />, { api, route, entities });
}

/** The test's document has no layout, so that nothing in it ever changes its size. */
class StillObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

describe('BoardPage', () => {
  beforeAll(() => {
    window.ResizeObserver = StillObserver;
    jest.spyOn(window, 'scrollTo').mockReturnValue();
    jest
      .spyOn(HTMLElement.prototype, 'offsetHeight', 'get')
      .mockReturnValue(65);
  });

  afterAll(() => jest.restoreAllMocks());

  it('asks for what my teams own, and says what is where, cluster by cluster where they differ', async () => {
    const getBoard = jest.fn(async () => makeBoard());
    render({ getBoard });
    const table = await screen.findByRole('table');
    expect(getBoard).toHaveBeenCalledWith(
      expect.objectContaining({ owner: MINE.join(','), sort: 'problems' }),
      expect.anything(),
    );
    const [, shop, cart] = within(table).getAllByRole('row');
    expect(shop).toHaveTextContent(
      /^shopteam-shop.*devSynced1\.5\.0.*prodDegraded1\.4\.2.*Degraded vk.*Synced yc/,
    );
    expect(cart).toHaveTextContent(/cart.*devSynced2\.0\.0.*Not in prod/);
    expect(within(shop).getByRole('link', { name: 'shop' })).toHaveAttribute(
      'href',
      '/catalog/default/component/shop/delivery',
    );
    expect(screen.getByText('2 components')).toBeVisible();
  });

  it('filters through the address, and states show how many there are of each', async () => {
    const user = userEvent.setup();
    const getBoard = jest.fn(async () => makeBoard());
    render({ getBoard }, '/?owner=all&environment=prod&cluster=vk&text=sho');
    await user.click(await screen.findByRole('button', { name: 'Degraded 1' }));
    expect(getBoard).toHaveBeenLastCalledWith(
      expect.objectContaining({
        owner: undefined,
        environment: 'prod',
        cluster: 'vk',
        text: 'sho',
        state: 'degraded',
      }),
      expect.anything(),
    );
  });

  it('is of one system or group on its page, and offers no other', async () => {
    const getBoard = jest.fn(async () =>
      makeBoard({ rows: [], total: 0, states: {} }),
    );
    renderAsCasey(
      <EntityProvider
        entity={{
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'System',
          metadata: { name: 'storefront' },
        }}
      >
        <BoardContent />
      </EntityProvider>,
      { api: { getBoard } },
    );
    expect(await screen.findByText(/^Nothing is delivered/)).toBeVisible();
    expect(getBoard).toHaveBeenCalledWith(
      expect.objectContaining({
        system: 'system:default/storefront',
        owner: undefined,
      }),
      expect.anything(),
    );
    expect(screen.queryByLabelText('Owner')).not.toBeInTheDocument();
    expect(screen.queryByLabelText('System')).not.toBeInTheDocument();
  });

  it('renders no more of 1,000 components than are in sight', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) =>
      makeBoardRow({ component: `service-${index}` }),
    );
    render({ getBoard: async () => makeBoard({ rows, total: rows.length }) });
    expect(await screen.findByText('1,000 components')).toBeVisible();
    expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', '1001');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
  });

  it('moves from row to row by keys', async () => {
    const user = userEvent.setup();
    render({ getBoard: async () => makeBoard() });
    await screen.findByRole('table');
    await user.keyboard('jj');
    expect(screen.getByRole('link', { name: 'cart' })).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    expect(screen.getByRole('link', { name: 'shop' })).toHaveFocus();
  });

  it('says why there is nothing, and leads on', async () => {
    const user = userEvent.setup();
    const getBoard = jest.fn(async () =>
      makeBoard({ rows: [], total: 0, states: {} }),
    );
    const { unmount } = render({ getBoard });
    expect(await screen.findByText(/Your teams own nothing/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all owners' }));
    expect(await screen.findByText(/^Nothing is delivered/)).toBeVisible();
    unmount();

    render({ getBoard }, '/?text=absent');
    expect(await screen.findByText('No component matches.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(await screen.findByText(/Your teams own nothing/)).toBeVisible();
  });

  it('keeps what it has read while the backend is away, and says how old it is', async () => {
    let away = false;
    const { queryClient } = render({
      getBoard: async () => {
        if (away) {
          throw await refusal(503, 'The backend is starting.');
        }
        return makeBoard();
      },
    });
    await screen.findByRole('table');
    away = true;
    await queryClient.refetchQueries({ queryKey: ['board'] });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /This was read just now.*The backend is starting\./,
    );
    expect(screen.getByRole('table')).toBeVisible();
  });

  it('says when Git is not read, and when the board may not be seen', async () => {
    const since = new Date().toISOString();
    const { unmount } = render({
      getBoard: async () => ({
        ...makeBoard(),
        index: {
          ...makeBoard().index,
          unreachable: { reason: 'The forge does not answer', since },
        },
      }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /unreachable.*The forge does not answer.*last good commit/,
    );
    expect(screen.getByRole('table')).toBeVisible();
    unmount();

    render({
      getBoard: async () => {
        throw await refusal(403, 'no');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the board',
    );
  });
});
