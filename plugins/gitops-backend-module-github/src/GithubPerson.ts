import { ConflictError } from '@backstage/errors';
import type { ReviewRequest } from '@slipway/plugin-gitops-common';
import type {
  ForgeCallOptions,
  ForgePerson,
  GitOpsRepository,
} from '@slipway/plugin-gitops-node';
import { GithubClient } from './GithubClient';
import { HEAD_QUERY } from './pullRequestQueries';
import { headReply } from './pullRequestReply';
import { queryGithub } from './queryGithub';
import { toPersonError } from './toPersonError';

const EVENTS = {
  approve: 'APPROVE',
  'request-changes': 'REQUEST_CHANGES',
  comment: 'COMMENT',
} as const;

const METHODS = { MERGE: 'merge', SQUASH: 'squash', REBASE: 'rebase' } as const;

/** What a {@link GithubPerson} is made from. */
export interface GithubPersonOptions {
  repository: GitOpsRepository;
  apiBaseUrl: string;
  token: string;
}

/** GitHub as a person sees it who signed in to it. */
export class GithubPerson implements ForgePerson {
  readonly #repository: GitOpsRepository;
  readonly #octokit: InstanceType<typeof GithubClient>;

  constructor({ repository, apiBaseUrl, token }: GithubPersonOptions) {
    this.#repository = repository;
    this.#octokit = new GithubClient({
      baseUrl: apiBaseUrl,
      userAgent: 'slipway',
      auth: token,
      // Said twice is worse than not said: the person can repeat it.
      request: { retries: 0 },
    });
  }

  async review(
    { number, event, body, commit }: { number: number } & ReviewRequest,
    { signal }: ForgeCallOptions,
  ): Promise<void> {
    const what = `Pull request #${number} was not reviewed`;
    await this.#look(what, { number, commit, signal });
    const { owner, name: repo } = this.#repository;
    try {
      await this.#octokit.rest.pulls.createReview({
        owner,
        repo,
        pull_number: number,
        commit_id: commit,
        event: EVENTS[event],
        body,
        request: { signal },
      });
    } catch (error) {
      throw toPersonError(what, error);
    }
  }

  async merge(
    { number, commit }: { number: number; commit: string },
    { signal }: ForgeCallOptions,
  ): Promise<{ mergeCommit: string }> {
    const what = `Pull request #${number} was not merged`;
    const method = await this.#look(what, { number, commit, signal });
    const { owner, name: repo } = this.#repository;
    try {
      const { data } = await this.#octokit.rest.pulls.merge({
        owner,
        repo,
        pull_number: number,
        sha: commit,
        merge_method: method,
        request: { signal },
      });
      return { mergeCommit: data.sha };
    } catch (error) {
      throw toPersonError(what, error);
    }
  }

  /** GitHub takes reviews of any commit, so that the head is looked at first; tells how to merge, too. */
  async #look(
    what: string,
    {
      number,
      commit,
      signal,
    }: { number: number; commit: string; signal: AbortSignal },
  ) {
    const { owner, name } = this.#repository;
    const { repository } = await queryGithub(this.#octokit, {
      query: HEAD_QUERY,
      variables: { owner, name, number },
      reply: headReply,
      signal,
    }).catch(error => {
      throw toPersonError(what, error);
    });
    const { headRefOid } = repository.pullRequest;
    if (headRefOid !== commit) {
      throw new ConflictError(
        `${what}: its newest commit is ${headRefOid.slice(0, 7)}, and you looked at ${commit.slice(0, 7)}; look at what changed`,
      );
    }
    return METHODS[repository.viewerDefaultMergeMethod];
  }
}
