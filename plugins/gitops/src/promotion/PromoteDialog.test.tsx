import type {
  PromotionPreview,
  PromotionRequest,
} from '@slipway/plugin-gitops-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makeCell, makeDelivery } from '../__testUtils__/fixtures';
import { makePreview, makePromotionDetail } from '../__testUtils__/promotions';
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
    expect(
      shown.queryByRole('list', { name: 'Changes' }),
    ).not.toBeInTheDocument();
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

  it('says why nothing can be asked for before anybody asks', async () => {
    const { shown } = await openDialog({
      previewPromotion: async () => {
        throw await refusal(409, 'Git names 1.5.0 already', 'ConflictError');
      },
    });
    expect(await shown.findByText('Git names 1.5.0 already')).toBeVisible();
    expect(shown.getByText(/^Cannot promote shop to/)).toBeVisible();
    expect(
      shown.getByRole('button', { name: 'Promote 1.5.0 to prod' }),
    ).toBeDisabled();
  });

  it('looks again when something has changed since', async () => {
    const looks = [
      makePreview(),
      makePreview({
        gates: [
          { gate: 'hold', state: 'refused', message: 'Robin holds it since' },
        ],
      }),
    ];
    const { user, shown } = await openDialog({
      previewPromotion: async () => looks.shift() as PromotionPreview,
      createPromotion: async () => {
        throw await refusal(409, 'release.yaml has changed', 'ConflictError');
      },
    });
    const button = await shown.findByRole('button', {
      name: 'Promote 1.5.0 to prod',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
    expect(await shown.findByRole('alert')).toHaveTextContent(
      /Something has changed.*release\.yaml has changed/,
    );
    expect(
      await within(shown.getByRole('list', { name: 'Gates' })).findByText(
        'Robin holds it since',
      ),
    ).toBeVisible();
    expect(button).toBeDisabled();
  });

  it('can be asked again what it would do, when that was not answered', async () => {
    const answers = [refusal(500, 'The forge does not answer')];
    const { user, shown } = await openDialog({
      previewPromotion: async () => {
        const failed = answers.pop();
        if (failed) {
          throw await failed;
        }
        return makePreview();
      },
    });
    expect(await shown.findByRole('alert')).toHaveTextContent(
      /Could not load what it would do.*The forge does not answer/,
    );
    await user.click(shown.getByRole('button', { name: 'Try again' }));
    expect(await shown.findByRole('list', { name: 'Changes' })).toBeVisible();
  });

  it('says that it takes long, after two seconds', async () => {
    const { user, shown } = await openDialog({
      createPromotion: () => new Promise(() => undefined),
    });
    const button = await shown.findByRole('button', {
      name: 'Promote 1.5.0 to prod',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await user.click(button);
    expect(shown.queryByText(/longer than usual/)).not.toBeInTheDocument();
    expect(
      await shown.findByText(/longer than usual/, {}, { timeout: 3_000 }),
    ).toHaveAttribute('role', 'status');
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
