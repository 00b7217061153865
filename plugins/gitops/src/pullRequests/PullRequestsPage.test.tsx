import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import { makeReview } from '../__testUtils__/reviews';
import type { GitOpsApi } from '../api';
import { PullRequestsPage } from './PullRequestsPage';

const forShop = makeReview({ approvals: 1 });
const forOthers = makeReview({
  number: 13,
  title: 'Promote cart 2.0.0 to dev',
  components: ['cart'],
  environments: ['dev'],
  reviewers: ['@acme/team-cart'],
  plan: 'planning',
  verdict: undefined,
  checks: 'pending',
});

function render(api: Partial<GitOpsApi>, route = '/') {
  return renderWithGitOps(
    <PullRequestsPage />,
    api,
    [
      [catalogApiRef, catalogApiMock({ entities: [] })],
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: 'user:default/casey',
          ownershipEntityRefs: [
            'user:default/casey',
            'group:default/team-shop',
          ],
        }),
      ],
    ],
    route,
  );
}

const both = { getReviews: async () => [forShop, forOthers] };

describe('PullRequestsPage', () => {
  it('shows first what is for the person, with what to pick it by', async () => {
    const user = userEvent.setup();
    render(both);
    expect(await screen.findByText('1 of 2 open')).toBeVisible();
    expect(screen.getByRole('listitem')).toHaveTextContent(
      /Attention.*#12.*Promote shop.*Checks passed.*1 approval.*shop.*to prod.*by casey.*Yours.*You are asked/,
    );
    await user.click(screen.getByRole('radio', { name: 'All 2' }));
    expect(await screen.findByText('2 of 2 open')).toBeVisible();
    expect(screen.getAllByRole('listitem')[1]).toHaveTextContent(
      /Planning.*#13.*Checks run.*0 approvals/,
    );
  });

  it('tells a plan that failed, and why, from one that nobody makes', async () => {
    const reviews = [
      { ...forOthers, plan: 'failed' as const, planProblem: 'It conflicts.' },
      { ...forOthers, number: 14, plan: 'none' as const },
    ];
    render({ getReviews: async () => reviews }, '/?view=all');
    const [failed, none] = await screen.findAllByRole('listitem');
    expect(failed).toHaveTextContent(/Plan failed.*#13.*It conflicts\./);
    expect(none).toHaveTextContent(/No plan yet.*#14/);
  });

  it('filters through the address', async () => {
    const user = userEvent.setup();
    render(both, '/?view=all&text=cart&environment=dev');
    expect(await screen.findByText('1 of 2 open')).toBeVisible();
    expect(screen.getByRole('listitem')).toHaveTextContent('#13');
    await user.type(screen.getByRole('searchbox'), 'absent');
    expect(
      await screen.findByText(/No open pull request matches/),
    ).toBeVisible();
  });

  it('moves through the list by keys, but not while somebody types', async () => {
    const user = userEvent.setup();
    render(both, '/?view=all');
    const [first, second] = await screen.findAllByRole('listitem');
    const title = (row: HTMLElement) =>
      within(row).getByRole('link', { name: /Promote/ });
    await user.keyboard('j');
    expect(title(first)).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(title(second)).toHaveFocus();
    await user.keyboard('k');
    expect(title(first)).toHaveFocus();
    await user.click(screen.getByRole('searchbox'));
    await user.keyboard('j');
    expect(screen.getByRole('searchbox')).toHaveFocus();
  });

  it('teaches when there is nothing, and leads to what is for others', async () => {
    const { unmount } = render({ getReviews: async () => [] });
    expect(await screen.findByText(/Nothing waits for a review/)).toBeVisible();
    unmount();

    render({ getReviews: async () => [forOthers] });
    expect(await screen.findByText(/Nothing waits for you/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Show all 1' })).toBeVisible();
  });

  it('says when it may not be seen, and when the forge is away', async () => {
    const { unmount } = render({
      getReviews: async () => {
        throw await refusal(403, 'no');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the GitOps pull requests',
    );
    unmount();

    render({
      getReviews: async () => {
        throw await refusal(503, 'The forge does not answer.');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not load the GitOps pull requestsThe forge does not answer.',
    );
  });
});
