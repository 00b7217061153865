import type { PromotionRequest } from '@slipway/plugin-gitops-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makeCell, makeDelivery } from '../__testUtils__/fixtures';
import {
  makePreview,
  makePromotion,
  makePromotionDetail,
  rollbacks,
} from '../__testUtils__/promotions';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import type { GitOpsApi } from '../api';
import { Delivery } from '../delivery/Delivery';

const back = makePromotion({
  kind: 'rollback',
  parts: [{ ...makePromotion().parts[0], from: '1.5.0', to: '1.4.1' }],
});

/** Two clicks from the grid: the cell, and *Roll back*. */
async function openDialog(api: Partial<GitOpsApi>) {
  const user = userEvent.setup();
  renderWithGitOps(<Delivery component="shop" />, {
    previewPromotion: async () => makePreview({ parts: back.parts, gates: [] }),
    ...api,
  });
  await user.click(
    await screen.findByRole('button', { name: 'Details of prod on vk' }),
  );
  await user.click(await screen.findByRole('button', { name: 'Roll back' }));
  const dialog = await screen.findByRole('dialog', {
    name: 'Roll back shop in prod',
  });
  return { user, shown: within(dialog) };
}

describe('rolling back', () => {
  it('has chosen the last good release, says what will happen, and does it', async () => {
    const created: PromotionRequest[] = [];
    const { user, shown } = await openDialog({
      createPromotion: async request => {
        created.push(request);
        return makePromotionDetail({ promotion: back, gates: [] });
      },
      getPromotion: async () =>
        makePromotionDetail({ promotion: back, gates: [] }),
    });
    const choices = await shown.findAllByRole('radio');
    expect(choices[0]).toBeChecked();
    expect(choices[0].closest('label')).toHaveTextContent(
      /1\.4\.1 healthy 1 d ago, by Casey Creator/,
    );
    expect(
      shown.getByText(/A pull request brings the release back/),
    ).toHaveTextContent(
      'Newer releases are held away from prod until somebody releases the hold.',
    );
    await user.click(
      await shown.findByRole('button', { name: 'Roll back to 1.4.1' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Rollback to 1.4.1 in prod' }),
    ).toBeVisible();
    expect(created).toEqual([
      {
        kind: 'rollback',
        environment: 'prod',
        parts: [{ component: 'shop', version: '1.4.1' }],
        hotfix: false,
      },
    ]);
  });

  it('goes back on one cluster alone where clusters have overlays of their own', async () => {
    const previews: PromotionRequest[] = [];
    const cellOf = (cluster: string) =>
      makeCell({
        cluster,
        desired: { images: [], overlay: `apps/shop/overlays/prod-${cluster}` },
      });
    const { user, shown } = await openDialog({
      getDelivery: async () =>
        makeDelivery({
          environments: [{ name: 'prod', cells: [cellOf('yc'), cellOf('vk')] }],
        }),
      previewPromotion: async request => {
        previews.push(request);
        return makePreview({ parts: back.parts });
      },
    });
    const alone = await shown.findByRole('checkbox', { name: 'Only on vk' });
    expect(alone).toBeChecked();
    await user.click(alone);
    await shown.findByRole('button', { name: 'Roll back to 1.4.1' });
    expect(previews.map(({ parts }) => parts[0].clusters)).toEqual([
      ['vk'],
      undefined,
    ]);
  });

  it('is opened by a link, with the release that it names', async () => {
    renderWithGitOps(
      <Delivery component="shop" />,
      {},
      [],
      '/?rollback=prod/vk/1.4.0',
    );
    expect(await screen.findByRole('radio', { name: /1\.4\.0/ })).toBeChecked();
  });

  it('can be asked again what there is to go back to', async () => {
    const answers = [refusal(500, 'The database is locked')];
    const { user, shown } = await openDialog({
      getRollbackCandidates: async () => {
        const failed = answers.pop();
        if (failed) {
          throw await failed;
        }
        return rollbacks;
      },
    });
    expect(await shown.findByRole('alert')).toHaveTextContent(
      /Could not load what shop can go back to.*The database is locked/,
    );
    await user.click(shown.getByRole('button', { name: 'Try again' }));
    expect(await shown.findByRole('radio', { name: /1\.4\.1/ })).toBeChecked();
  });

  it('says so when there is nothing to go back to', async () => {
    const { shown } = await openDialog({
      getRollbackCandidates: async () => ({ candidates: [] }),
    });
    expect(await shown.findByText(/nothing to go back to/)).toBeVisible();
    expect(shown.getByRole('button', { name: 'Roll back' })).toBeDisabled();
  });
});
