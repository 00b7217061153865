import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { pullRequest } from '../__testUtils__/fixtures';
import { refusal, renderWithGitOps } from '../__testUtils__/renderWithGitOps';
import { PullRequestsPage } from './PullRequestsPage';

const other = {
  ...pullRequest,
  number: 13,
  title: 'Promote cart 2.0.0 to prod',
  author: 'robin',
  components: ['cart'],
  environments: ['prod'],
};

describe('PullRequestsPage', () => {
  it('lists component, environments, author and age, and filters through the address', async () => {
    const user = userEvent.setup();
    renderWithGitOps(
      <PullRequestsPage />,
      { getOpenPullRequests: async () => [pullRequest, other] },
      [],
      '/?filter=cart+prod',
    );
    expect(
      await screen.findByText('1 open of 2, matching “cart prod”'),
    ).toBeVisible();
    expect(screen.getByRole('listitem')).toHaveTextContent(
      /#13.*Promote cart 2\.0\.0.*opened 13 min ago.*cart.*to prod.*by robin/,
    );
    await user.clear(screen.getByRole('searchbox'));
    expect(await screen.findByText('2 open')).toBeVisible();
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });

  it('teaches when there is nothing, and says when it may not be seen', async () => {
    const { unmount } = renderWithGitOps(<PullRequestsPage />, {
      getOpenPullRequests: async () => [],
    });
    expect(await screen.findByText(/Nothing waits for a review/)).toBeVisible();
    unmount();

    renderWithGitOps(<PullRequestsPage />, {
      getOpenPullRequests: async () => {
        throw await refusal(403, 'no');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see the GitOps pull requests',
    );
  });
});
