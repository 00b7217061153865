import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { cellStateSchema } from '@slipway/plugin-gitops-common';
import {
  index,
  makeCell,
  makeDelivery,
  minutesAgo,
  pullRequest,
} from '../__testUtils__/fixtures';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import { STATES } from '../components/StateLabel';
import { Delivery } from './Delivery';

function row(environment: string) {
  const header = screen.getByRole('rowheader', { name: environment });
  return within(header.closest('[role="row"]') as HTMLElement);
}

describe('Delivery', () => {
  it('shows version, state, health, age and links of every environment on every cluster', async () => {
    renderWithGitOps(<Delivery component="shop" />);

    const table = await screen.findByRole('table', {
      name: 'Delivery of shop',
    });
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map(header => header.textContent),
    ).toEqual(['Environment', 'yc · Yandex Cloud', 'vk']);
    const [onYc, onVk] = row('dev').getAllByRole('cell');
    expect(onVk).toHaveTextContent('Not on vk');
    const cell = within(onYc);
    expect(cell.getByRole('button', { name: '1.4.2, copy' })).toBeVisible();
    expect(cell.getByText('Synced')).toBeVisible();
    expect(cell.getByText('Healthy')).toBeVisible();
    expect(cell.getByText('3 min ago')).toHaveAttribute('datetime');
    expect(cell.getByText('3 min ago').title).toMatch(/\d{4}/);
    expect(cell.getByRole('link', { name: /deadbee/ })).toHaveAttribute(
      'href',
      'http://forge.example/acme/infra-gitops/commit/deadbeefcafe',
    );
    expect(
      cell.getByRole('link', { name: /shop-prod on yc in Argo CD/ }),
    ).toHaveAttribute('href', 'http://argocd.example/applications/shop-prod');
    expect(screen.getByText('3 synced')).toHaveAttribute('role', 'status');
  });

  it('copies a version', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderWithGitOps(<Delivery component="shop" />);
    const [button] = await screen.findAllByRole('button', {
      name: '1.4.2, copy',
    });
    await user.click(button);
    expect(await screen.findByText('Copied')).toBeVisible();
    expect(write).toHaveBeenCalledWith('1.4.2');
  });

  it.each(cellStateSchema.options)(
    'shows %s as a word and a shape of its own, with the reason',
    async state => {
      const cell = makeCell({ state, message: 'The reason.' });
      renderWithGitOps(<Delivery component="shop" />, {
        getDelivery: async () =>
          makeDelivery({ environments: [{ name: 'prod', cells: [cell] }] }),
      });
      const label = await screen.findByText(STATES[state].word);
      expect(label.querySelector('svg')).toBeVisible();
      expect(screen.getByText('The reason.')).toBeVisible();
    },
  );

  it('gives every state another word and another shape', () => {
    const looks = Object.values(STATES);
    expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length);
    expect(new Set(looks.map(({ Shape }) => Shape)).size).toBe(looks.length);
  });

  it('tells what Git wants from what runs, and how old the last answer is', async () => {
    const { desired } = makeCell();
    renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: async () =>
        makeDelivery({
          environments: [
            {
              name: 'dev',
              cells: [
                makeCell({
                  state: 'unreachable',
                  observedAt: minutesAgo(33),
                  desired: {
                    ...desired,
                    images: [],
                    overlay: 'x',
                    version: '1.5.0',
                  },
                }),
              ],
            },
            {
              name: 'prod',
              cells: [
                makeCell({
                  state: 'forbidden',
                  observedAt: undefined,
                  synced: undefined,
                }),
                makeCell({ cluster: 'vk' }),
              ],
            },
          ],
        }),
    });
    await screen.findByRole('table');
    expect(row('dev').getAllByRole('cell')[0]).toHaveTextContent(
      /1\.4\.2.*1\.5\.0 in Git.*Unreachable.*last seen 33 min ago/,
    );
    const [onYc, onVk] = row('prod').getAllByRole('cell');
    expect(onYc).toHaveTextContent(/1\.4\.2 in Git.*Forbidden.*never seen/);
    expect(onYc).not.toHaveTextContent('Healthy');
    expect(onVk).toHaveTextContent('Synced');
    expect(
      screen.getByText(
        '1 unreachable: dev on yc; 1 forbidden: prod on yc; 1 synced',
      ),
    ).toBeVisible();
  });

  it('names file, line and reason when the repository is malformed, and keeps the last good state', async () => {
    renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: async () =>
        makeDelivery({
          index: {
            ...index,
            problem: {
              file: 'environments.yaml',
              line: 12,
              column: 3,
              reason: '"zz" is not one of clusters',
              commit: 'bad',
              since: minutesAgo(6),
            },
            fileProblems: [
              { file: 'apps/shop/component.yaml', line: 2, reason: 'no owner' },
              { file: 'apps/other/component.yaml', reason: 'not ours' },
            ],
          },
        }),
    });
    const [alert, own] = await screen.findAllByRole('alert');
    expect(alert).toHaveTextContent(
      /malformed.*environments\.yaml:12:3: "zz" is not one of clusters, since 6 min ago.*commit a1b2c3d, 1 h ago/,
    );
    expect(within(alert).getByRole('link')).toHaveAttribute(
      'href',
      'http://forge.example/acme/infra-gitops/blob/main/environments.yaml#L12',
    );
    expect(own).toHaveTextContent('apps/shop/component.yaml:2: no owner');
    expect(screen.queryByText(/not ours/)).not.toBeInTheDocument();
    expect(screen.getByRole('table')).toBeVisible();
  });

  it('leads to the pull request while the component is not in Git, and teaches when there is none', async () => {
    const empty = { known: false, environments: [] };
    const { unmount } = renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: async () =>
        makeDelivery({ ...empty, pullRequests: [pullRequest] }),
    });
    expect(
      await screen.findByRole('link', { name: /Review pull request #12/ }),
    ).toHaveAttribute('href', pullRequest.url);
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
    unmount();

    renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: async () => makeDelivery(empty),
    });
    expect(
      await screen.findByText(/until the repository has apps\/shop/),
    ).toBeVisible();
  });

  it('is busy while loading, and says why it failed with a way to try again', async () => {
    const user = userEvent.setup();
    let answers = 0;
    renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: async () => {
        answers += 1;
        if (answers === 1) {
          throw await refusal(500, 'The database is locked');
        }
        return makeDelivery();
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not load the delivery of shop.*The database is locked/,
    );
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
  });

  it('shows a skeleton until the answer comes', async () => {
    renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: () => new Promise(() => undefined),
    });
    const skeleton = await screen.findByText('Loading the delivery…');
    expect(skeleton.closest('[role="status"]')).toHaveAttribute('aria-busy');
  });

  it('tells a person without the right so, and offers no retry', async () => {
    renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: async () => {
        throw await refusal(403, 'Unauthorized');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the delivery of shop',
    );
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('lists open pull requests, or says why they are not known', async () => {
    const { unmount } = renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: async () => makeDelivery({ pullRequests: [pullRequest] }),
    });
    expect(
      await screen.findByRole('link', { name: /Create shop in dev, prod/ }),
    ).toHaveAttribute('href', pullRequest.url);
    unmount();

    renderWithGitOps(<Delivery component="shop" />, {
      getDelivery: async () =>
        makeDelivery({ pullRequestsProblem: 'The forge is down.' }),
    });
    expect(await screen.findByText('The forge is down.')).toBeVisible();
    expect(screen.getByRole('table')).toBeVisible();
  });
});
