import {
  promotionPreviewSchema,
  type ComparisonResponse,
  type PromotionRequest,
} from '@slipway/plugin-gitops-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makePreview, makePromotionDetail } from '../__testUtils__/promotions';
import { MINE, renderAsCasey } from '../__testUtils__/renderAsCasey';
import { refusal } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
import { ComparePage } from './ComparePage';

const comparison: ComparisonResponse = {
  source: 'dev',
  target: 'prod',
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
    {
      component: 'cart',
      overlay: 'apps/cart/overlays/prod',
      clusters: ['yc'],
      from: '2.1.0',
      to: '2.0.0',
      step: 'downgrade',
      images: [],
    },
  ],
  same: ['auth'],
  missingInTarget: ['reviews'],
  missingInSource: [],
  ambiguous: ['pricing'],
};

function render(api: Partial<GitOpsApi> = {}, route?: string) {
  return renderAsCasey(<ComparePage />, {
    api: { getComparison: async () => comparison, ...api },
    route,
  });
}

describe('ComparePage', () => {
  it('says how the environments before the last and last differ, and what has no difference', async () => {
    const getComparison = jest.fn(async () => comparison);
    render({ getComparison });
    const list = await screen.findByRole('list', { name: 'Differences' });
    expect(getComparison).toHaveBeenCalledWith(
      expect.objectContaining({ source: 'dev', target: 'prod' }),
      expect.anything(),
    );
    const [shop, cart] = within(list).getAllByRole('listitem');
    expect(shop).toHaveTextContent(/shop1\.4\.2 → 1\.5\.0Neweron yc, vk/);
    expect(cart).toHaveTextContent(/cart2\.1\.0 → 2\.0\.0Olderon yc/);
    expect(
      within(shop).getByRole('link', { name: /^Commits/ }),
    ).toHaveAttribute('href', 'http://forge.example/acme/shop/compare/a...b');
    expect(screen.getByText('Ambiguous')).toHaveTextContent('Ambiguous 1');
    expect(screen.getByText('Not in prod')).toHaveTextContent('Not in prod 1');
    expect(screen.queryByText('Not in dev')).not.toBeInTheDocument();
  });

  it('is of what my teams own, if that is chosen', async () => {
    const getComparison = jest.fn(async () => comparison);
    render({ getComparison }, '/?owner=mine');
    await screen.findByRole('list', { name: 'Differences' });
    expect(getComparison).toHaveBeenCalledTimes(1);
    expect(getComparison).toHaveBeenCalledWith(
      expect.objectContaining({ owner: MINE.join(',') }),
      expect.anything(),
    );
  });

  it('promotes what is chosen as one train, after it said what that does, also in a freeze', async () => {
    const user = userEvent.setup();
    const createPromotion = jest.fn(async (_: PromotionRequest) =>
      makePromotionDetail(),
    );
    const freeze = { gate: 'freeze', state: 'waiting', message: 'Friday' };
    render({
      createPromotion,
      previewPromotion: async () =>
        promotionPreviewSchema.parse({ ...makePreview(), gates: [freeze] }),
    });
    await user.click(
      await screen.findByRole('checkbox', { name: '2 differences' }),
    );
    await user.click(
      screen.getByRole('button', { name: 'Promote 2 components to prod …' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByRole('list', { name: 'Gates' }),
    ).toBeVisible();
    await user.click(
      within(dialog).getByRole('checkbox', { name: 'It is a hotfix' }),
    );
    await user.type(
      await within(dialog).findByRole('textbox', { name: /the freeze/ }),
      'Payments are down',
    );
    await user.type(
      within(dialog).getByRole('textbox', { name: 'Reason' }),
      'Release day',
    );
    await user.click(
      within(dialog).getByRole('button', {
        name: 'Open pull request: 2 components',
      }),
    );
    expect(createPromotion).toHaveBeenCalledWith({
      kind: 'train',
      environment: 'prod',
      source: 'dev',
      parts: [
        { component: 'shop', version: '1.5.0' },
        { component: 'cart', version: '2.0.0' },
      ],
      hotfix: true,
      reason: 'Release day',
      exception: { reason: 'Payments are down' },
    });
  });

  it('says when nothing differs, when there is nothing to compare, and when it may not be seen', async () => {
    const first = render({
      getComparison: async () => ({ ...comparison, differences: [] }),
    });
    expect(await screen.findByText(/^Nothing differs/)).toBeVisible();
    first.unmount();

    const second = render({}, '/?source=prod&target=prod');
    expect(
      await screen.findByText('Choose two different environments.'),
    ).toBeVisible();
    second.unmount();

    render({
      getComparison: async () => {
        throw await refusal(403, 'no');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see what prod has of dev',
    );
  });
});
