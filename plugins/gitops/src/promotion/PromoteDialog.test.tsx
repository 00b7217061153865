import type { PromotionRequest } from '@slipway/plugin-gitops-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makeCell, makeDelivery, minutesAgo } from '../__testUtils__/fixtures';
import {
  makePreview,
  makePromotion,
  makePromotionDetail,
} from '../__testUtils__/promotions';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
import { Delivery } from '../delivery/Delivery';

const release = (version: string) => ({
  version,
  images: [],
  overlay: 'apps/shop/overlays/dev',
});

const delivery = makeDelivery({
  environments: [
    { name: 'dev', cells: [makeCell({ desired: release('1.5.0') })] },
    { name: 'prod', cells: [makeCell(), makeCell({ cluster: 'vk' })] },
  ],
});

async function openDialog(api: Partial<GitOpsApi>) {
  const user = userEvent.setup();
  renderWithGitOps(<Delivery component="shop" />, {
    getDelivery: async () => delivery,
    ...api,
  });
  await user.click(
    await screen.findByRole('button', { name: 'Promote to prod' }),
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'Promote shop to prod',
  });
  return { user, shown: within(dialog) };
}

describe('promoting', () => {
  it('takes what the environment before has, shows what it does, and follows it', async () => {
    const previews: PromotionRequest[] = [];
    const created: PromotionRequest[] = [];
    const { user, shown } = await openDialog({
      previewPromotion: async request => {
        previews.push(request);
        return makePreview();
      },
      createPromotion: async request => {
        created.push(request);
        return makePromotionDetail();
      },
    });
    expect(
      shown.getByRole('radio', { name: /1\.5\.0 from dev/ }),
    ).toBeChecked();
    expect(
      await shown.findByRole('list', { name: 'Changes' }),
    ).toHaveTextContent(/shop1\.4\.2 becomes 1\.5\.0on yc, vk/);
    expect(
      within(shown.getByRole('list', { name: 'Gates' }))
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'ClosedWaits for 1 approval of 1',
      'OpenNo policy is against it',
    ]);
    expect(shown.getByText('Safe')).toBeVisible();

    await user.type(
      shown.getByRole('textbox', { name: 'Reason' }),
      'The new basket',
    );
    await user.click(
      shown.getByRole('button', { name: 'Promote 1.5.0 to prod' }),
    );
    const progress = within(
      await screen.findByRole('dialog', { name: 'Promotion of 1.5.0 to prod' }),
    );
    expect(progress.getByRole('list', { name: 'Progress' })).toBeVisible();
    const request = {
      kind: 'promotion',
      environment: 'prod',
      source: 'dev',
      parts: [{ component: 'shop', version: '1.5.0' }],
      hotfix: false,
    };
    expect(previews).toEqual([request]);
    expect(created).toEqual([{ ...request, reason: 'The new basket' }]);
  });

  it('takes a release that CI reported instead, and says so in the request', async () => {
    const previews: PromotionRequest[] = [];
    const { user, shown } = await openDialog({
      previewPromotion: async request => {
        previews.push(request);
        return makePreview();
      },
    });
    await user.click(
      shown.getByRole('radio', { name: 'Another release that CI reported' }),
    );
    expect(shown.getByRole('button', { name: /^Promote/ })).toBeDisabled();
    await user.click(await shown.findByRole('button', { name: /Version/ }));
    await user.click(await screen.findByRole('option', { name: '1.6.0' }));
    await waitFor(() =>
      expect(previews.at(-1)).toEqual({
        kind: 'promotion',
        environment: 'prod',
        parts: [{ component: 'shop', version: '1.6.0' }],
        hotfix: false,
      }),
    );
  });

  it('asks for the reason of an exception in a freeze, and only then', async () => {
    const created: PromotionRequest[] = [];
    const { user, shown } = await openDialog({
      previewPromotion: async ({ exception }) =>
        makePreview({
          gates: [
            exception
              ? { gate: 'freeze', state: 'open', message: 'Open in the freeze' }
              : {
                  gate: 'freeze',
                  state: 'waiting',
                  message: 'Waits for the end of the freeze: Friday',
                  until: new Date(Date.now() + 3_600_000).toISOString(),
                },
          ],
        }),
      createPromotion: async request => {
        created.push(request);
        return makePromotionDetail();
      },
    });
    expect(await shown.findByText(/· opens/)).toBeVisible();
    await user.type(
      shown.getByRole('textbox', { name: /exception from the freeze/ }),
      'Payments are down',
    );
    expect(await shown.findByText('Open in the freeze')).toBeVisible();
    await user.click(
      shown.getByRole('button', { name: 'Promote 1.5.0 to prod' }),
    );
    await waitFor(() =>
      expect(created[0]?.exception).toEqual({ reason: 'Payments are down' }),
    );
  });

  it('says in words why it cannot be asked for', async () => {
    const { shown } = await openDialog({
      previewPromotion: async () =>
        makePreview({
          gates: [
            {
              gate: 'policies',
              state: 'refused',
              message: 'Its plan is refused; change what the plan names',
            },
          ],
        }),
    });
    await waitFor(() =>
      expect(
        shown.getAllByText('Its plan is refused; change what the plan names'),
      ).toHaveLength(2),
    );
    expect(
      shown.getByRole('button', { name: 'Promote 1.5.0 to prod' }),
    ).toBeDisabled();
  });

  it('says who may, when the person may not', async () => {
    const { user, shown } = await openDialog({
      createPromotion: async () => {
        throw await refusal(403, 'Only team-shop may promote to prod');
      },
    });
    await user.click(
      await shown.findByRole('button', { name: 'Promote 1.5.0 to prod' }),
    );
    expect(await shown.findByRole('alert')).toHaveTextContent(
      /You may not promote shop to prod.*Only team-shop may/,
    );
  });

  it('leads to the promotion that asks for the same already', async () => {
    const { user, shown } = await openDialog({
      previewPromotion: async () => makePreview({ same: 'p-1' }),
    });
    await user.click(
      await shown.findByRole('button', { name: 'promotion p-1' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Promotion of 1.5.0 to prod' }),
    ).toBeVisible();
  });
});

describe('a promotion under way', () => {
  async function follow(api: Partial<GitOpsApi>) {
    renderWithGitOps(<Delivery component="shop" />, api, [], '/?promotion=p-1');
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

  it('is cancelled with a reason', async () => {
    const user = userEvent.setup();
    const cancelPromotion = jest.fn(async () => makePromotionDetail());
    const shown = await follow({ cancelPromotion });
    await user.click(
      await shown.findByRole('button', { name: 'Cancel the promotion' }),
    );
    const confirm = shown.getByRole('button', { name: 'Cancel the promotion' });
    expect(confirm).toBeDisabled();
    await user.type(shown.getByRole('textbox'), ' Not today ');
    await user.click(confirm);
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
