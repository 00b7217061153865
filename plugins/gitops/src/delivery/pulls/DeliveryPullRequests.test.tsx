import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { OverlayPlan, ReviewDetail } from '@slipway/plugin-gitops-common';
import { makeDelivery, pullRequest } from '../../__testUtils__/fixtures';
import {
  refusal,
  renderWithGitOps,
} from '../../__testUtils__/renderWithGitOps';
import {
  makeObject,
  makeOverlay,
  makePlan,
  makeReview,
  ready,
} from '../../__testUtils__/reviews';
import type { GitOpsApi } from '../../api';
import { Delivery } from '../Delivery';

function render(numbers: number[], api: Partial<GitOpsApi>) {
  const pullRequests = numbers.map(number => ({
    ...pullRequest,
    number,
    title: `Change ${number}`,
  }));
  renderWithGitOps(<Delivery component="shop" />, {
    getDelivery: async () => makeDelivery({ pullRequests }),
    ...api,
  });
}

async function pull(number: number) {
  const link = await screen.findByRole('link', { name: `Change ${number}` });
  return within(link.closest('li') as HTMLElement);
}

const reviewOf = (number: number, over: Partial<ReviewDetail> = {}) =>
  makeReview({ number, ...over });

const planOf = async (overlays: OverlayPlan[]) => ready(makePlan({ overlays }));

describe('open pull requests of a component', () => {
  it('say what each changes of it in every environment, with verdict, checks and the way to the review', async () => {
    const getReviewsOf = jest.fn(async () => [
      reviewOf(21, { approvals: 1 }),
      reviewOf(22, { verdict: 'refused', checks: 'failure' }),
    ]);
    render([21, 22], {
      getReviewsOf,
      getPlanState: number =>
        planOf(
          number === 21
            ? [
                makeOverlay({
                  environment: 'dev',
                  path: 'dev',
                  clusters: ['yc'],
                }),
                makeOverlay({
                  version: {},
                  objects: [makeObject(), makeObject({ change: 'added' })],
                }),
                makeOverlay({ component: 'cart', path: 'cart' }),
              ]
            : [
                makeOverlay({
                  change: 'added',
                  environment: 'staging',
                  path: 'staging',
                  clusters: ['vk'],
                  problem: {
                    side: 'head',
                    reason: 'invalid',
                    message: 'unknown field "resorces"',
                  },
                }),
                makeOverlay({
                  clusters: ['yc', 'vk'],
                  clustersAdded: ['vk'],
                  clustersRemoved: ['zz'],
                }),
                makeOverlay({ change: 'removed', path: 'gone', clusters: [] }),
              ],
        ),
    });
    const first = await pull(21);
    const effects = await first.findByRole('list', {
      name: 'What #21 changes',
    });
    expect(
      within(effects)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'dev1.4.2 → 1.5.0on yc',
      'prodobjects: 1 added, 1 changedon yc, vk',
    ]);
    expect(first.getByText('Attention')).toBeVisible();
    expect(first.getByText('Checks passed')).toBeVisible();
    expect(first.getByText('1 approval')).toBeVisible();

    const second = await pull(22);
    expect(second.getByText('Refused')).toBeVisible();
    expect(second.getByText('Checks failed')).toBeVisible();
    const others = await second.findByRole('list', {
      name: 'What #22 changes',
    });
    expect(
      within(others)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'stagingnew, with 1.5.0on vkDoes not renderunknown field "resorces"',
      'prod1.4.2 → 1.5.0on yc, comes to vk, leaves zz',
      'prodgoes away',
    ]);
    expect(getReviewsOf).toHaveBeenCalledWith('shop', expect.anything());
  });

  it('say when that is not planned yet, cannot be planned, cannot be read, or is nothing', async () => {
    render([1, 2, 3, 4], {
      getReviewsOf: async () => [
        reviewOf(1, { plan: 'planning', verdict: undefined }),
        reviewOf(2, {
          plan: 'failed',
          verdict: undefined,
          planProblem: 'kustomization.yaml:3: unknown field',
        }),
        reviewOf(3),
        reviewOf(4),
      ],
      getPlanState: async number => {
        if (number === 3) {
          throw await refusal(500, 'The database is locked');
        }
        return planOf([makeOverlay({ component: 'cart' })]);
      },
    });
    expect(
      await (await pull(1)).findByText(/shown once it is planned/),
    ).toBeVisible();
    expect((await pull(2)).getByText('Plan failed')).toBeVisible();
    expect(
      (await pull(2)).getByText('kustomization.yaml:3: unknown field'),
    ).toBeVisible();
    expect(
      await (
        await pull(3)
      ).findByText(/Could not load what it changes.*The database is locked/),
    ).toBeVisible();
    expect(
      await (await pull(4)).findByText('It changes nothing of what runs.'),
    ).toBeVisible();
  });

  it('stay in the list when verdicts and checks are not known', async () => {
    render([21], {
      getReviewsOf: async () => {
        throw await refusal(500, 'The forge does not answer');
      },
    });
    expect(
      await screen.findByText('Verdicts and checks are not known'),
    ).toBeVisible();
    expect(screen.getByText('The forge does not answer')).toBeVisible();
    expect((await pull(21)).queryByText('No checks')).not.toBeInTheDocument();
  });

  it('read the plans of the first alone; of the others on request', async () => {
    const user = userEvent.setup();
    const read: number[] = [];
    const numbers = [1, 2, 3, 4, 5, 6];
    render(numbers, {
      getReviewsOf: async () => numbers.map(number => reviewOf(number)),
      getPlanState: async number => {
        read.push(number);
        return planOf([makeOverlay()]);
      },
    });
    await (await pull(5)).findByRole('list', { name: 'What #5 changes' });
    expect(read).toEqual([1, 2, 3, 4, 5]);
    const last = await pull(6);
    const button = last.getByRole('button', { name: 'What #6 changes' });
    await user.click(button);
    expect(
      await last.findByRole('list', { name: 'What #6 changes' }),
    ).toBeVisible();
    expect(button).toHaveAttribute('aria-expanded', 'true');
    expect(button).toHaveFocus();
  });
});
