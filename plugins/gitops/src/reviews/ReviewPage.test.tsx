import { githubAuthApiRef } from '@backstage/frontend-plugin-api';
import type { ReviewDetail } from '@slipway/plugin-gitops-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import {
  commitId,
  makeObject,
  makeOverlay,
  makePlan,
  makeReview,
  manifests,
  ready,
  rollout,
} from '../__testUtils__/reviews';
import type { GitOpsApi } from '../api';
import { Review } from './Review';
import { useReview } from './useReview';

const forge = { getAccessToken: async () => 'token-of-casey' };

const Live = () => {
  const { data } = useReview(12);
  return data ? <Review review={data} /> : null;
};

function render(api: Partial<GitOpsApi> = {}, review?: Partial<ReviewDetail>) {
  const getReview = async () => makeReview(review);
  return renderWithGitOps(<Live />, { getReview, ...api }, [
    [githubAuthApiRef, forge],
  ]);
}

async function press(name: RegExp, where: HTMLElement = document.body) {
  const button = await within(where).findByRole('button', { name });
  await userEvent.click(button);
}

describe('Review', () => {
  it('begins with the verdict, its reasons, and what to do about them', async () => {
    render();
    const reasons = await screen.findByRole('list', { name: 'Reasons' });
    expect(reasons).toHaveTextContent(
      'Attentionbackend has no memory limitTo do: Set resources.limits.memory.apps/shop/overlays/prod',
    );
    expect(
      screen.getByText(
        /Merging does this: shop 1.4.2 → 1.5.0 in prod on yc, vk/,
      ),
    ).toBeVisible();
    expect(screen.getByText(/1 overlay changes, 14 stay/)).toBeVisible();
  });

  it('says per Application what changes, and reads manifests once somebody looks', async () => {
    const getManifests = jest.fn(async () => manifests);
    const objects = Array.from({ length: 7 }, (_, index) =>
      makeObject({ id: `${index}`, name: `backend-${index}` }),
    );
    objects[0] = makeObject();
    render({
      getManifests,
      getPlanState: async () =>
        ready(makePlan({ overlays: [makeOverlay({ objects })] })),
    });
    expect(
      await screen.findByRole('heading', { name: 'shop-prod' }),
    ).toBeVisible();
    expect(screen.getByText('+1 pod, +100m CPU, +128 MiB')).toBeVisible();
    expect(screen.getByText('+ shop.example')).toBeVisible();
    expect(screen.getByText('by hand, after the merge')).toBeVisible();
    expect(getManifests).not.toHaveBeenCalled();

    const [head] = screen.getAllByRole('button', { name: /^Deployment/ });
    await userEvent.click(head);
    expect(head).toHaveAttribute('aria-expanded', 'true');
    expect(await screen.findByText('removed:')).toBeInTheDocument();
    expect(screen.getByText('added:')).toBeInTheDocument();
    expect(getManifests.mock.calls[0].slice(0, 2)).toEqual([
      'plan-1',
      'apps/shop/overlays/prod',
    ]);
  });

  it('opens what a small plan changes, and hides labels and annotations until asked', async () => {
    const labels = makeObject({
      id: 'labels',
      kind: 'ConfigMap',
      fields: [{ path: 'metadata.labels.version', after: '2' }],
    });
    const overlay = makeOverlay({ objects: [makeObject(), labels] });
    render({
      getPlanState: async () => ready(makePlan({ overlays: [overlay] })),
    });
    expect(await screen.findByText('removed:')).toBeInTheDocument();
    const head = () => screen.queryByRole('button', { name: /^ConfigMap/ });
    expect(head()).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('switch', { name: 'Only what matters' }),
    );
    expect(head()).toBeVisible();
  });

  it('shows policies, drift, and what cannot be rendered or asked', async () => {
    const overlay = makeOverlay({
      findings: [
        {
          rule: 'memory-limit',
          effect: 'warn',
          object: 'Deployment shop-prod/backend',
          reason: 'No memory limit',
          fix: 'Set one.',
          introduced: false,
        },
      ],
      drift: {
        yc: {
          objects: [
            {
              id: 'd',
              fields: [{ path: 'spec.replicas', before: 2, after: 6 }],
            },
          ],
        },
        vk: { unknown: 'It does not answer', objects: [] },
      },
      problem: { side: 'head', reason: 'missing', message: 'No such file' },
    });
    render({
      getPlanState: async () =>
        ready(
          makePlan({
            overlays: [overlay],
            projects: [
              {
                cluster: 'vk',
                team: 'team-shop',
                change: 'changed',
                widened: ['namespace shop-prod'],
                narrowed: [],
              },
            ],
          }),
        ),
    });
    expect(await screen.findByText('No memory limit')).toBeVisible();
    expect(screen.getByText(/older than this change/)).toBeVisible();
    expect(screen.getByText(/Differs from Git on yc/)).toBeVisible();
    expect(screen.getByText('Drift on vk is not known')).toBeVisible();
    expect(
      screen.getByText('It does not render after the change'),
    ).toBeVisible();
    expect(screen.getByRole('list', { name: 'Rights' })).toHaveTextContent(
      'team-shop on vkWidenednamespace shop-prod',
    );
  });

  it('says that a plan is being made, or why there is none', async () => {
    const { unmount } = render({
      getPlanState: async () => ({ status: 'planning' }),
    });
    expect(await screen.findByText('The plan is being made')).toBeVisible();
    unmount();
    render({
      getPlanState: async () => ({ status: 'failed', problem: 'Out of time.' }),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('Out of time.');
  });

  it('moves between objects by keys, and lists the keys', async () => {
    const objects = [makeObject(), makeObject({ id: '2', name: 'frontend' })];
    const overlays = [makeOverlay({ objects })];
    render({ getPlanState: async () => ready(makePlan({ overlays })) });
    const heads = await screen.findAllByRole('button', { name: /^Deployment/ });
    await userEvent.keyboard('n');
    expect(heads[0]).toHaveFocus();
    await userEvent.keyboard('n');
    expect(heads[1]).toHaveFocus();
    await userEvent.keyboard('p');
    expect(heads[0]).toHaveFocus();
    await userEvent.keyboard('?');
    expect(await screen.findByRole('dialog')).toHaveTextContent('next object');
  });
});

describe('deciding', () => {
  it('approves the commit that was seen, as the person', async () => {
    const submitReview = jest.fn(async () => undefined);
    render({ submitReview });
    await screen.findByRole('list', { name: 'Reasons' });
    await userEvent.keyboard('a');
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(within(dialog).getByRole('textbox'), 'an approval');
    await press(/^Approve: shop 1.4.2 → 1.5.0 in prod on yc, vk$/, dialog);
    expect(await screen.findByText('Approved.')).toBeInTheDocument();
    expect(submitReview).toHaveBeenCalledWith(
      12,
      { event: 'approve', body: 'an approval', commit: commitId(1) },
      'token-of-casey',
    );
  });

  it('asks for words before it requests changes', async () => {
    render();
    await press(/^Request changes$/);
    const dialog = await screen.findByRole('dialog');
    const button = within(dialog).getByRole('button', { name: /^Request/ });
    expect(button).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'Please do');
    expect(button).toBeEnabled();
  });

  it('worries nobody about the plan of what is merged', async () => {
    render(
      {
        getPlanState: async () => ({
          status: 'failed',
          problem: 'It was closed long ago.',
        }),
      },
      { state: 'merged', merge: { state: 'merged' } },
    );
    expect(
      await screen.findByText(
        'There is no plan to show. It was closed long ago.',
      ),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.queryByText('Plan failed')).not.toBeInTheDocument();
  });

  it('says why it cannot be merged, and merges in the words of the plan where it can', async () => {
    const { unmount } = render();
    expect(
      await screen.findByRole('button', { name: /^Merge: shop/ }),
    ).toBeDisabled();
    expect(screen.getAllByText('One approval is required.')[0]).toBeVisible();
    unmount();

    const mergePullRequest = jest.fn(async () => undefined);
    render({ mergePullRequest }, { merge: { state: 'mergeable' } });
    await press(/^Merge: shop/);
    await press(/^Merge: shop/, await screen.findByRole('dialog'));
    expect(await screen.findByText('Merged.')).toBeInTheDocument();
    expect(mergePullRequest).toHaveBeenCalledWith(
      12,
      { commit: commitId(1) },
      'token-of-casey',
    );
  });

  it('explains what the forge refuses', async () => {
    render({
      submitReview: async () => {
        throw await refusal(403, 'You cannot approve your own pull request.');
      },
    });
    await press(/^Approve$/);
    const dialog = await screen.findByRole('dialog');
    await press(/^Approve/, dialog);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'You may not approve thisYou cannot approve your own pull request.',
    );
  });

  it('refuses to decide about commits that were not seen, and loads them', async () => {
    let head = makeReview();
    render({
      getReview: async () => head,
      submitReview: async () => {
        head = makeReview({
          commit: commitId(2),
          commits: [
            ...head.commits,
            {
              sha: commitId(2),
              message: 'One more thing',
              author: 'casey',
              at: head.createdAt,
            },
          ],
        });
        throw await refusal(409, 'The branch has moved.', 'ConflictError');
      },
    });
    await press(/^Approve$/);
    const dialog = await screen.findByRole('dialog');
    await press(/^Approve/, dialog);
    const notice = await within(dialog).findByRole('alert');
    expect(notice).toHaveTextContent(/1 commit has come.*One more thing/);
    expect(
      within(dialog).getByRole('button', { name: /^Approve/ }),
    ).toBeDisabled();
    await press(/^Show the new plan$/, dialog);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(screen.queryByText('Show the new plan')).not.toBeInTheDocument();
  });
});

describe('after the merge', () => {
  it('follows the change to every cluster, and offers nothing to decide', async () => {
    render(
      { getRollout: async () => rollout },
      { state: 'merged', merge: { state: 'merged' } },
    );
    expect(
      await screen.findByText('1 of 2 healthy, still on the way.'),
    ).toHaveAttribute('role', 'status');
    expect(screen.getByRole('list', { name: 'Rollout' })).toHaveTextContent(
      /prod on ycHealthyshop-prod.*prod on vkSynced.*Waiting for 2 pods/,
    );
    expect(
      screen.queryByRole('button', { name: /^Approve/ }),
    ).not.toBeInTheDocument();
  });

  it('says of what is removed that it is gone, and not how well it is', async () => {
    const going = { ...rollout.steps[0], goes: true };
    const steps = [
      { ...going, state: 'gone' as const },
      { ...going, cluster: 'vk', state: 'merged' as const },
    ];
    render(
      { getRollout: async () => ({ ...rollout, steps }) },
      { state: 'merged', merge: { state: 'merged' } },
    );
    expect(
      await screen.findByText('1 of 2 gone, still on the way.'),
    ).toBeVisible();
    expect(screen.getByRole('list', { name: 'Rollout' })).toHaveTextContent(
      /prod on ycGoneshop-prod.*prod on vkMerged, still there/,
    );
  });
});
