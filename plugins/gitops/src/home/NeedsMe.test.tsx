import { screen, within } from '@testing-library/react';
import { makeBoard, makeBoardRow } from '../__testUtils__/board';
import { minutesAgo } from '../__testUtils__/fixtures';
import { makePromotion } from '../__testUtils__/promotions';
import { deployed, renderAsCasey } from '../__testUtils__/renderAsCasey';
import { refusal } from '../__testUtils__/renderWithGitOps';
import { makeReview } from '../__testUtils__/reviews';
import type { GitOpsApi } from '../api';
import { NeedsMe } from './NeedsMe';

const promoted = makeReview({ number: 21, author: 'slipway-bot' });
const other = makeReview({
  number: 22,
  title: 'More memory for shop',
  author: 'robin',
});
const byRobin = makePromotion({ requestedBy: 'user:default/robin' });

const needy: Partial<GitOpsApi> = {
  getBoard: async () => makeBoard({ rows: [makeBoardRow()] }),
  getReviews: async () => [other, promoted],
  getPromotions: async () => ({ promotions: [byRobin] }),
  getHolds: async () =>
    ['shop', 'cart'].map(component => ({
      component,
      environment: 'prod',
      reason: 'Double bookings',
      by: 'user:default/robin',
      at: minutesAgo(60),
    })),
};

function render(api: Partial<GitOpsApi>) {
  return renderAsCasey(<NeedsMe />, { api, entities: [deployed('shop')] });
}

async function itemsOf(name: string) {
  const list = await screen.findByRole('list', { name });
  return within(list).getAllByRole('listitem');
}

describe('NeedsMe', () => {
  it('says what runs badly, what waits for me, promotions first, and what of mine is held', async () => {
    render(needy);
    const [trouble] = await itemsOf('what of yours runs badly');
    expect(trouble).toHaveTextContent(
      'Degradedshop in prod on vk 2 pods are failing: CrashLoopBackOff',
    );
    const [promotion, review] = await itemsOf('what waits for you');
    expect(promotion).toHaveTextContent(/^ApprovePromote shop.*#21 by robin/);
    expect(review).toHaveTextContent(/^ReviewMore memory.*#22 by robin/);
    const holds = await itemsOf('holds on what is yours');
    expect(holds).toHaveLength(1);
    expect(holds[0]).toHaveTextContent(
      /^On holdshop in prod Double bookings · by robin, 1 h ago$/,
    );
  });

  it('does not ask me to approve what I asked for', async () => {
    render({
      ...needy,
      getReviews: async () => [promoted],
      getPromotions: async () => ({ promotions: [makePromotion()] }),
      getBoard: async () => makeBoard({ rows: [] }),
      getHolds: async () => [],
    });
    expect(await screen.findByText(/^Nothing\./)).toBeVisible();
  });

  it('shows what it knows while one source is away', async () => {
    render({
      ...needy,
      getReviews: async () => {
        throw await refusal(503, 'The forge does not answer.');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load what waits for youThe forge does not answer.',
    );
    expect(await itemsOf('what of yours runs badly')).toHaveLength(1);
  });
});
