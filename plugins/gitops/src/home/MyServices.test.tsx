import { screen } from '@testing-library/react';
import { makeBoard, makeBoardRow } from '../__testUtils__/board';
import { pullRequest } from '../__testUtils__/fixtures';
import { deployed, renderAsCasey } from '../__testUtils__/renderAsCasey';
import { refusal } from '../__testUtils__/renderWithGitOps';
import { MyServices } from './MyServices';

const undeployed = { ...deployed('library'), metadata: { name: 'library' } };

describe('MyServices', () => {
  it('shows one line a service: versions, and the worst state with its place', async () => {
    const getBoard = jest.fn(async () => makeBoard({ rows: [makeBoardRow()] }));
    renderAsCasey(<MyServices />, {
      entities: [
        deployed('shop'),
        deployed('new'),
        undeployed,
        deployed('cart', 'group:default/team-cart'),
      ],
      api: {
        getBoard,
        getOpenPullRequests: async () => [
          { ...pullRequest, components: ['new'] },
        ],
      },
    });
    expect(await screen.findByText('Waits for pull request #12')).toBeVisible();
    const items = screen.getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      'newWaits for pull request #12',
      'shopdev1.5.0Syncedprod1.4.2Degradedon vk',
    ]);
    expect(getBoard).toHaveBeenCalledTimes(1);
  });

  it('teaches the next step when there is nothing yet', async () => {
    renderAsCasey(<MyServices />);
    expect(await screen.findByText(/Your teams run nothing yet/)).toBeVisible();
  });

  it('says when the board is away', async () => {
    renderAsCasey(<MyServices />, {
      entities: [deployed('shop')],
      api: {
        getBoard: async () => {
          throw await refusal(503, 'The backend is starting.');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load your servicesThe backend is starting.',
    );
  });
});
