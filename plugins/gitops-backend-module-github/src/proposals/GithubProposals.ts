import { ConflictError, NotAllowedError } from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import type {
  ForgeCallOptions,
  ForgeProposal,
  ForgeProposals,
  GitOpsRepository,
} from '@slipway/plugin-gitops-node';
import { RequestError } from '@octokit/request-error';
import type { GithubClient } from '../GithubClient';
import { toForgeError } from '../toForgeError';
import { reasonOf } from '../toPersonError';
import { upsertComment } from '../upsertComment';
import { type BranchCommit, commitOnBranch } from './commitOnBranch';
import { pullRequestOf } from './pullRequestOf';

type Client = InstanceType<typeof GithubClient>;

/** Begins the comment that says why a pull request was closed. */
const WITHDRAWN_MARKER = '<!-- slipway:withdrawn -->';

/** Branches, commits and pull requests that the portal makes on GitHub. */
export class GithubProposals implements ForgeProposals {
  readonly #octokit: Client;
  readonly #repository: GitOpsRepository;

  constructor(octokit: Client, repository: GitOpsRepository) {
    this.#octokit = octokit;
    this.#repository = repository;
  }

  ensureBranch(
    { name, commit }: { name: string; commit: string },
    { signal }: ForgeCallOptions,
  ): Promise<void> {
    return this.#attempt(`Branch ${name} was not made`, async () => {
      const { git } = this.#octokit.rest;
      const at = this.#at(signal);
      try {
        await git.createRef({ ...at, ref: `refs/heads/${name}`, sha: commit });
      } catch (error) {
        if (statusOf(error) !== 422) {
          throw error;
        }
        // Refused because it is there, unless this fails.
        await git.getRef({ ...at, ref: `heads/${name}` });
      }
    });
  }

  commitFiles(
    commit: BranchCommit,
    { signal }: ForgeCallOptions,
  ): Promise<{ commit: string }> {
    return this.#attempt(
      `Nothing was committed to ${commit.branch}`,
      async () => ({
        commit: await commitOnBranch(
          this.#octokit,
          this.#repository,
          commit,
          signal,
        ),
      }),
    );
  }

  openPullRequest(
    request: {
      branch: string;
      title: string;
      body: string;
      labels?: readonly string[];
    },
    { signal }: ForgeCallOptions,
  ): Promise<ForgeProposal> {
    const { branch: head, title, body, labels = [] } = request;
    const what = `The pull request of ${head} was not opened`;
    return this.#attempt(what, async () => {
      const { pulls, issues } = this.#octokit.rest;
      const at = this.#at(signal);
      try {
        const base = this.#repository.branch;
        const { data } = await pulls.create({ ...at, head, base, title, body });
        if (labels.length > 0) {
          await issues.addLabels({
            ...at,
            issue_number: data.number,
            labels: [...labels],
          });
        }
        return { number: data.number, url: data.html_url };
      } catch (error) {
        if (statusOf(error) !== 422) {
          throw error;
        }
        const found = await this.#find(head, signal);
        if (!found) {
          throw causedBy(
            new ConflictError(`${what}: ${reasonOf(error)}`),
            error,
          );
        }
        return { number: found.number, url: found.url };
      }
    });
  }

  describePullRequest(
    { number, title, body }: { number: number; title: string; body: string },
    { signal }: ForgeCallOptions,
  ): Promise<void> {
    return this.#attempt(
      `Pull request #${number} was not described`,
      async () => {
        const { pulls } = this.#octokit.rest;
        await pulls.update({
          ...this.#at(signal),
          pull_number: number,
          title,
          body,
        });
      },
    );
  }

  updateBranch(
    { number, commit }: { number: number; commit: string },
    { signal }: ForgeCallOptions,
  ): Promise<void> {
    const what = `The branch of pull request #${number} was not brought up to date`;
    return this.#attempt(what, async () => {
      try {
        await this.#octokit.rest.pulls.updateBranch({
          ...this.#at(signal),
          pull_number: number,
          expected_head_sha: commit,
        });
      } catch (error) {
        if (statusOf(error) !== 422) {
          throw error;
        }
        throw causedBy(new ConflictError(`${what}: ${reasonOf(error)}`), error);
      }
    });
  }

  mergeCommit(
    { commit, message }: { commit: string; message: string },
    { signal }: ForgeCallOptions,
  ): Promise<{ mergeCommit: string }> {
    const what = `${commit.slice(0, 7)} was not merged`;
    return this.#attempt(what, async () => {
      try {
        const { data, status } = await this.#octokit.rest.repos.merge({
          ...this.#at(signal),
          base: this.#repository.branch,
          head: commit,
          commit_message: message,
        });
        return { mergeCommit: status === 201 ? data.sha : commit };
      } catch (error) {
        throw refusal(what, error);
      }
    });
  }

  withdraw(
    { branch, reason }: { branch: string; reason: string },
    { signal }: ForgeCallOptions,
  ): Promise<void> {
    return this.#attempt(`Branch ${branch} was not taken away`, async () => {
      const { git, pulls } = this.#octokit.rest;
      const at = this.#at(signal);
      const found = await this.#find(branch, signal);
      if (found?.open) {
        await upsertComment(
          this.#octokit,
          this.#repository,
          {
            pullRequest: found.number,
            marker: WITHDRAWN_MARKER,
            body: `${WITHDRAWN_MARKER}\n${reason}`,
          },
          { signal },
        );
        await pulls.update({
          ...at,
          pull_number: found.number,
          state: 'closed',
        });
      }
      try {
        await git.deleteRef({ ...at, ref: `heads/${branch}` });
      } catch (error) {
        if (statusOf(error) !== 422 && statusOf(error) !== 404) {
          throw error;
        }
      }
    });
  }

  #at(signal: AbortSignal) {
    const { owner, name: repo } = this.#repository;
    return { owner, repo, request: { signal } };
  }

  #find(branch: string, signal: AbortSignal) {
    return pullRequestOf(this.#octokit, this.#repository, branch, signal);
  }

  async #attempt<T>(what: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof ConflictError || error instanceof NotAllowedError) {
        throw error;
      }
      throw toForgeError(`${what} in ${this.#repository.slug}`, error);
    }
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof RequestError ? error.status : undefined;
}

/** GitHub answers 409 to a conflict, to rules that forbid it, and to a race, and tells them apart by words. */
function refusal(what: string, error: unknown): unknown {
  const status = statusOf(error);
  const reason = `${what}: ${reasonOf(error)}`;
  if (status === 409 && /merge conflict/i.test(reason)) {
    return causedBy(new ConflictError(reason), error);
  }
  if (status === 422 || (status === 409 && !/modified/i.test(reason))) {
    return causedBy(new NotAllowedError(reason), error);
  }
  return error;
}
