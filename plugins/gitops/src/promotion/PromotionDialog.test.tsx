import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { minutesAgo } from '../__testUtils__/fixtures';
import {
  makePromotion,
  makePromotionDetail,
} from '../__testUtils__/promotions';
import { renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
import { Delivery } from '../delivery/Delivery';
import { pullRequestsRouteRef } from '../routes';

describe('a promotion under way', () => {
  async function follow(api: Partial<GitOpsApi>) {
    renderWithGitOps(
      <Delivery component="shop" />,
      api,
      [],
      '/?promotion=p-1',
      { '/gitops': pullRequestsRouteRef },
    );
    return within(await screen.findByRole('dialog'));
  }

  it('tells how far it is, what it waits for, and where its plan is', async () => {
    const shown = await follow({});
    const steps = within(await shown.findByRole('list', { name: 'Progress' }));
    expect(
      steps.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual([
      'Requested: done5 min ago',
      'Branch: done5 min ago',
      'Committed: done5 min ago',
      'Pull request: done4 min ago',
      'Merged: to come',
      'Synced: to come',
      'Healthy: to come',
    ]);
    expect(steps.getAllByRole('listitem')[3]).toHaveAttribute(
      'aria-current',
      'step',
    );
    expect(shown.getByText('Waits for 1 approval of 1')).toBeVisible();
    expect(
      shown.getByRole('link', { name: 'Plan and review of pull request #21' }),
    ).toBeVisible();
  });

  it('leads to the plan that refuses it where it has no pull request', async () => {
    const shown = await follow({
      getPromotion: async () =>
        makePromotionDetail({
          promotion: makePromotion({
            state: 'refused',
            pullRequest: undefined,
            history: [
              { state: 'requested', at: minutesAgo(5) },
              {
                state: 'refused',
                at: minutesAgo(1),
                message: 'Its plan is refused: policy signed refuses web.',
              },
            ],
          }),
          plan: 'plan-1',
          gates: [],
        }),
    });
    expect(await shown.findByText(/policy signed refuses web/)).toBeVisible();
    expect(shown.getByRole('link', { name: 'Show the plan' })).toHaveAttribute(
      'href',
      '/gitops/plans/plan-1',
    );
  });

  it('says why it failed, and cannot be cancelled then', async () => {
    const shown = await follow({
      getPromotion: async () =>
        makePromotionDetail({
          promotion: makePromotion({
            state: 'failed',
            history: [
              { state: 'requested', at: minutesAgo(5) },
              {
                state: 'failed',
                at: minutesAgo(1),
                message: 'Conflict in apps/shop/overlays/prod/release.yaml',
              },
            ],
          }),
          gates: [],
        }),
    });
    expect(await shown.findByText('Failed')).toBeVisible();
    expect(shown.getByText(/Conflict in apps/)).toBeVisible();
    expect(
      shown.queryByRole('button', { name: /Cancel/ }),
    ).not.toBeInTheDocument();
  });

  it('says why it does not go on for now', async () => {
    const shown = await follow({
      getPromotion: async () =>
        makePromotionDetail({ problem: 'The forge does not answer' }),
    });
    expect(await shown.findByText('The forge does not answer')).toBeVisible();
    expect(shown.getByText('It does not go on for now')).toBeVisible();
  });

  it('is cancelled with a reason', async () => {
    const user = userEvent.setup();
    const cancelPromotion = jest.fn(async () => makePromotionDetail());
    const shown = await follow({ cancelPromotion });
    await user.click(
      await shown.findByRole('button', { name: 'Cancel the promotion' }),
    );
    const confirm = () =>
      shown.getByRole('button', { name: 'Cancel the promotion' });
    expect(confirm()).toBeDisabled();
    expect(shown.getByRole('textbox')).toHaveFocus();
    await user.click(shown.getByRole('button', { name: 'Leave it' }));
    expect(confirm()).toHaveFocus();
    await user.keyboard('{Enter}');
    await user.type(shown.getByRole('textbox'), ' Not today ');
    await user.click(confirm());
    expect(cancelPromotion).toHaveBeenCalledWith('p-1', 'Not today');
  });

  it('goes on without a component that is taken out of a train', async () => {
    const user = userEvent.setup();
    const [part] = makePromotion().parts;
    const cart = {
      ...part,
      component: 'cart',
      overlay: 'apps/cart/overlays/x',
    };
    const takeOutOfTrain = jest.fn(async () => makePromotionDetail());
    const shown = await follow({
      takeOutOfTrain,
      getPromotion: async () =>
        makePromotionDetail({
          promotion: makePromotion({ kind: 'train', parts: [part, cart] }),
        }),
    });
    await user.click(
      await shown.findByRole('button', { name: 'Take out cart' }),
    );
    await user.type(shown.getByRole('textbox'), 'Not ready');
    await user.click(
      within(shown.getByRole('group', { name: 'Take out cart' })).getByRole(
        'button',
        { name: 'Take out cart' },
      ),
    );
    expect(takeOutOfTrain).toHaveBeenCalledWith('p-1', {
      component: 'cart',
      reason: 'Not ready',
    });
  });
});
