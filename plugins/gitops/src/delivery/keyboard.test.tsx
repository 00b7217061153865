import type { Hold } from '@slipway/plugin-gitops-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makeCell, makeDelivery, minutesAgo } from '../__testUtils__/fixtures';
import { makeCellDetail } from '../__testUtils__/promotions';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
// Loaded before, so that no test waits for them.
import '../cell/CellDrawer';
import '../promotion/HoldDialog';
import '../promotion/PromoteDialog';
import '../promotion/PromotionDialog';
import '../promotion/RollBackDialog';
import { Delivery } from './Delivery';

const hold: Hold = {
  component: 'shop',
  environment: 'prod',
  reason: 'It crashes',
  by: 'user:default/robin',
  at: minutesAgo(1),
};

const delivery = makeDelivery({
  environments: [
    {
      name: 'dev',
      cells: [
        makeCell({
          desired: {
            version: '1.5.0',
            images: [],
            overlay: 'apps/shop/overlays/dev',
          },
        }),
      ],
    },
    { name: 'prod', cells: [makeCell({ cluster: 'vk' })] },
  ],
});

function render(api: Partial<GitOpsApi> = {}) {
  renderWithGitOps(<Delivery component="shop" />, {
    getDelivery: async () => delivery,
    ...api,
  });
  return userEvent.setup({ delay: null });
}

function dialog(name: string) {
  return screen.findByRole('dialog', { name });
}

/** What is said in passing fades in. */
async function shows(text: string) {
  await waitFor(() => expect(screen.getByText(text)).toBeVisible());
}

describe('the Delivery tab without a mouse', () => {
  it('opens a cell, goes through all of it and no further, and comes back to the cell', async () => {
    const user = render();
    const cell = await screen.findByRole('button', {
      name: 'Details of prod on vk',
    });
    cell.focus();
    await user.keyboard('{Enter}');
    const drawer = await dialog('shop · prod on vk');
    await within(drawer).findByRole('list', { name: 'Pods' });
    await waitFor(() => expect(drawer).toHaveFocus());
    await user.tab();
    const first = within(drawer).getByRole('button', { name: 'Close' });
    expect(first).toHaveFocus();
    await user.tab({ shift: true });
    expect(
      within(drawer).getAllByRole('link', { name: '#17' }).at(-1),
    ).toHaveFocus();
    await user.tab();
    expect(first).toHaveFocus();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(cell).toHaveFocus());
  });

  it('leaves a dialog to the drawer below, and that to the cell', async () => {
    const user = render();
    const cell = await screen.findByRole('button', {
      name: 'Details of prod on vk',
    });
    cell.focus();
    await user.keyboard('{Enter}');
    const rollBack = await screen.findByRole('button', { name: 'Roll back' });
    rollBack.focus();
    await user.keyboard('{Enter}');
    const asked = await dialog('Roll back shop in prod');
    await waitFor(() =>
      expect(asked).toContainElement(document.activeElement as HTMLElement),
    );
    await user.keyboard('{Escape}');
    await waitFor(() => expect(rollBack).toHaveFocus());
    await user.keyboard('{Escape}');
    await waitFor(() => expect(cell).toHaveFocus());
  });

  it('comes back from the progress of a promotion to the button that asked for it', async () => {
    const user = render();
    const promote = await screen.findByRole('button', {
      name: 'Promote to prod',
    });
    promote.focus();
    await user.keyboard('{Enter}');
    const confirm = await within(
      await dialog('Promote shop to prod'),
    ).findByRole('button', { name: 'Promote 1.5.0 to prod' });
    await waitFor(() => expect(confirm).toBeEnabled());
    confirm.focus();
    await user.keyboard('{Enter}');
    const progress = await dialog('Promotion of 1.5.0 to prod');
    expect(
      (await within(progress).findAllByRole('status'))[0],
    ).toHaveTextContent('Pull request');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(promote).toHaveFocus());
  });

  it('says that a hold is put and released, and loses the focus with neither', async () => {
    const holds: Hold[] = [];
    const user = render({
      hold: async () => {
        holds.push(hold);
      },
      releaseHold: async () => {
        holds.pop();
      },
      getCell: async () => makeCellDetail({ hold: holds[0] }),
    });
    const cell = await screen.findByRole('button', {
      name: 'Details of prod on vk',
    });
    cell.focus();
    await user.keyboard('{Enter}');
    const drawer = await dialog('shop · prod on vk');
    (await within(drawer).findByRole('button', { name: 'Hold' })).focus();
    await user.keyboard('{Enter}');
    const asked = within(await dialog('Hold shop in prod'));
    await user.type(asked.getByRole('textbox', { name: /Reason/ }), 'No{Tab}');
    asked.getByRole('button', { name: 'Hold' }).focus();
    await user.keyboard('{Enter}');
    await shows('shop is on hold in prod');
    const release = await within(drawer).findByRole('button', {
      name: 'Release hold',
    });
    await waitFor(() =>
      expect(drawer).toContainElement(document.activeElement as HTMLElement),
    );
    release.focus();
    await user.keyboard('{Enter}');
    await shows('The hold of shop in prod is released');
    await waitFor(() => expect(release).not.toBeInTheDocument());
    await waitFor(() =>
      expect(drawer).toContainElement(document.activeElement as HTMLElement),
    );
  });

  it('says why something was not done, without moving the focus', async () => {
    const user = render({
      createPromotion: async () => {
        throw await refusal(403, 'Only team-shop may');
      },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Promote to prod' }),
    );
    const confirm = await screen.findByRole('button', {
      name: 'Promote 1.5.0 to prod',
    });
    await waitFor(() => expect(confirm).toBeEnabled());
    confirm.focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Only team-shop may',
    );
    expect(confirm).toHaveFocus();
  });
});
