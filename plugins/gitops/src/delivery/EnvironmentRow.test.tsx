import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { minutesAgo } from '../__testUtils__/fixtures';
import { makePromotion } from '../__testUtils__/promotions';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import { Delivery } from './Delivery';

const hold = {
  component: 'shop',
  environment: 'prod',
  reason: '1.5.0 crashes on vk',
  by: 'user:default/robin',
  at: minutesAgo(42),
};

describe('an environment of the grid', () => {
  it('says how far it is behind the one before, with the commits in between', async () => {
    renderWithGitOps(<Delivery component="shop" />, {
      getComparison: async query => ({
        source: query.source,
        target: query.target,
        differences: [
          {
            component: 'shop',
            overlay: 'apps/shop/overlays/prod',
            clusters: ['yc', 'vk'],
            from: '1.4.2',
            to: '1.5.0',
            step: 'upgrade',
            images: [],
            compareUrl: 'http://forge.example/acme/shop/compare/a...b',
          },
        ],
        same: [],
        missingInTarget: [],
        missingInSource: [],
        ambiguous: [],
      }),
    });
    const link = await screen.findByRole('link', {
      name: 'Compare 1.4.2 with 1.5.0',
    });
    expect(link).toHaveAttribute(
      'href',
      'http://forge.example/acme/shop/compare/a...b',
    );
    expect(screen.getByRole('rowheader', { name: 'prod' })).toHaveTextContent(
      'Behind dev: 1.5.0',
    );
    expect(
      screen.getByRole('rowheader', { name: 'dev' }),
    ).not.toHaveTextContent('Behind');
  });

  it('shows what is under way, and a hold that can be released', async () => {
    const user = userEvent.setup();
    const holds = [hold];
    renderWithGitOps(<Delivery component="shop" />, {
      getHolds: async () => [...holds],
      getPromotions: async () => ({ promotions: [makePromotion()] }),
      releaseHold: async () => {
        holds.pop();
      },
    });
    const banner = await screen.findByRole('cell', {
      name: /On hold.*1\.5\.0 crashes on vk by robin, 42 min ago/,
    });
    expect(banner).toHaveTextContent(
      /Pull requestPromotion of 1\.5\.0 to prod by casey, 5 min ago/,
    );
    await user.click(
      within(banner).getByRole('button', { name: 'Release hold' }),
    );
    expect(await screen.findByRole('cell', { name: /^Pull/ })).toBeVisible();
    expect(screen.queryByText('On hold')).not.toBeInTheDocument();
  });

  it('says who may release a hold, when the person may not', async () => {
    const user = userEvent.setup();
    renderWithGitOps(<Delivery component="shop" />, {
      getHolds: async () => [hold],
      releaseHold: async () => {
        throw await refusal(403, 'Only team-shop may');
      },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Release hold' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /You may not release the hold of shop in prod.*Only team-shop may/,
    );
    expect(screen.getByText('On hold')).toBeVisible();
  });

  it('is held from the drawer, with a reason', async () => {
    const user = userEvent.setup();
    const putHold = jest.fn(async () => undefined);
    renderWithGitOps(
      <Delivery component="shop" />,
      { hold: putHold },
      [],
      '/?cell=prod/vk',
    );
    await user.click(await screen.findByRole('button', { name: 'Hold' }));
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Hold shop in prod' }),
    );
    await user.type(dialog.getByRole('textbox'), 'It crashes');
    await user.click(dialog.getByRole('button', { name: 'Hold' }));
    expect(putHold).toHaveBeenCalledWith('shop', 'prod', 'It crashes');
  });

  it('does not pass off unknown holds as none', async () => {
    renderWithGitOps(<Delivery component="shop" />, {
      getHolds: async () => {
        throw await refusal(500, 'The database is locked');
      },
    });
    expect(
      await screen.findByText('Could not load promotions and holds'),
    ).toBeVisible();
    expect(screen.getByRole('table')).toBeVisible();
  });
});
