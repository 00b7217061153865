import type {
  ForgeProposal,
  GitOpsRepository,
} from '@slipway/plugin-gitops-node';
import type { GithubClient } from '../GithubClient';

type Client = InstanceType<typeof GithubClient>;

/** The newest pull request of a branch, in whatever state. */
export async function pullRequestOf(
  octokit: Client,
  { owner, name: repo, branch: base }: GitOpsRepository,
  branch: string,
  signal: AbortSignal,
): Promise<(ForgeProposal & { open: boolean }) | undefined> {
  const { data } = await octokit.rest.pulls.list({
    owner,
    repo,
    base,
    head: `${owner}:${branch}`,
    state: 'all',
    per_page: 1,
    request: { signal },
  });
  const [found] = data;
  return (
    found && {
      number: found.number,
      url: found.html_url,
      open: found.state === 'open',
    }
  );
}
