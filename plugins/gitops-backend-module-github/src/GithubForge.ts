import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  type GithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  type Forge,
  type ForgeCallOptions,
  type ForgeComment,
  type ForgePerson,
  type ForgePullRequest,
  type ForgePullRequestDetail,
  type ForgeRepository,
  type ForgeStatus,
  type GitOpsRepository,
  readGitOpsRepository,
} from '@slipway/plugin-gitops-node';
import { RequestError } from '@octokit/request-error';
import { GithubClient } from './GithubClient';
import { GithubPerson } from './GithubPerson';
import { GithubProposals } from './proposals/GithubProposals';
import { isPullRequestMissing } from './graphqlFailure';
import { DETAIL_QUERY, LIST_QUERY } from './pullRequestQueries';
import { detailReply, listReply, type ListPage } from './pullRequestReply';
import { queryGithub } from './queryGithub';
import { toForgeError } from './toForgeError';
import {
  toForgePullRequest,
  toForgePullRequestDetail,
} from './toForgePullRequest';
import { upsertComment } from './upsertComment';

/** More open pull requests than this are not listed; nobody reads that far. */
const MAX_PULL_REQUESTS = 300;

/** GitHub refuses a status with a longer description. */
const MAX_DESCRIPTION = 140;

/** What a {@link GithubForge} is made from. */
export interface GithubForgeOptions {
  repository: GitOpsRepository;
  /** Base address of the REST API, from which that of GraphQL follows. */
  apiBaseUrl: string;
  credentials: GithubCredentialsProvider;
}

/** GitHub, github.com or one's own, as the host of the GitOps repository. */
export class GithubForge implements Forge {
  readonly proposals: GithubProposals;
  readonly #repository: GitOpsRepository;
  readonly #apiBaseUrl: string;
  readonly #credentials: GithubCredentialsProvider;
  readonly #octokit: InstanceType<typeof GithubClient>;

  /**
   * Uses the GitHub integration whose host is the repository's.
   *
   * @throws `InputError` if there is none
   */
  static fromConfig(config: Config): GithubForge {
    const repository = readGitOpsRepository(config);
    const integrations = ScmIntegrations.fromConfig(config);
    const integration = integrations.github.byUrl(repository.url);
    if (!integration?.config.apiBaseUrl) {
      throw new InputError(
        `No GitHub integration is for ${repository.url}; add its host to integrations.github`,
      );
    }
    return new GithubForge({
      repository,
      apiBaseUrl: integration.config.apiBaseUrl,
      credentials:
        DefaultGithubCredentialsProvider.fromIntegrations(integrations),
    });
  }

  constructor(options: GithubForgeOptions) {
    this.#repository = options.repository;
    this.#apiBaseUrl = options.apiBaseUrl;
    this.#credentials = options.credentials;
    this.#octokit = new GithubClient({
      baseUrl: options.apiBaseUrl,
      userAgent: 'slipway',
    });
    // Asked before every request, because the token of an app lasts an hour.
    this.#octokit.hook.before('request', async request => {
      const { headers } = await this.#credentials.getCredentials({
        url: this.#repository.url,
      });
      Object.assign(request.headers, lowerCaseKeys(headers));
    });
    this.proposals = new GithubProposals(this.#octokit, this.#repository);
  }

  async listOpenPullRequests({
    signal,
  }: ForgeCallOptions): Promise<ForgePullRequest[]> {
    const { slug } = this.#repository;
    const found: ForgePullRequest[] = [];
    let cursor: string | null = null;
    try {
      do {
        const { nodes, pageInfo } = await this.#listPage(cursor, signal);
        found.push(...nodes.map(pull => toForgePullRequest(slug, pull)));
        cursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (cursor !== null && found.length < MAX_PULL_REQUESTS);
      return found.slice(0, MAX_PULL_REQUESTS);
    } catch (error) {
      throw toForgeError(`Pull requests of ${slug} could not be read`, error);
    }
  }

  async readPullRequest(
    number: number,
    { signal }: ForgeCallOptions,
  ): Promise<ForgePullRequestDetail | undefined> {
    const { owner, name, slug } = this.#repository;
    try {
      const { repository } = await queryGithub(this.#octokit, {
        query: DETAIL_QUERY,
        variables: { owner, name, number },
        reply: detailReply,
        signal,
      });
      return toForgePullRequestDetail(slug, repository.pullRequest);
    } catch (error) {
      if (isPullRequestMissing(error)) {
        return undefined;
      }
      throw toForgeError(
        `Pull request #${number} of ${slug} could not be read`,
        error,
      );
    }
  }

  async setStatus(
    { commit, context, state, description, url }: ForgeStatus,
    { signal }: ForgeCallOptions,
  ): Promise<void> {
    const { owner, name: repo, slug } = this.#repository;
    try {
      await this.#octokit.rest.repos.createCommitStatus({
        owner,
        repo,
        sha: commit,
        context,
        state,
        description: description.slice(0, MAX_DESCRIPTION),
        target_url: url,
        request: { signal },
      });
    } catch (error) {
      throw toForgeError(
        `The status of ${commit.slice(0, 7)} in ${slug} could not be set`,
        error,
      );
    }
  }

  async upsertComment(
    comment: ForgeComment,
    options: ForgeCallOptions,
  ): Promise<{ url: string }> {
    try {
      return await upsertComment(
        this.#octokit,
        this.#repository,
        comment,
        options,
      );
    } catch (error) {
      throw toForgeError(
        `Pull request #${comment.pullRequest} of ${this.#repository.slug} could not be commented on`,
        error,
      );
    }
  }

  asPerson(token: string): ForgePerson {
    return new GithubPerson({
      repository: this.#repository,
      apiBaseUrl: this.#apiBaseUrl,
      token,
    });
  }

  async findRepository(
    slug: string,
    { signal }: ForgeCallOptions,
  ): Promise<ForgeRepository | undefined> {
    const [owner, repo] = slug.split('/');
    try {
      const { data } = await this.#octokit.rest.repos.get({
        owner,
        repo,
        request: { signal },
      });
      return { slug: data.full_name, url: data.html_url };
    } catch (error) {
      if (error instanceof RequestError && error.status === 404) {
        return undefined;
      }
      throw toForgeError(`Repository ${slug} could not be looked up`, error);
    }
  }

  async gitAuthorization(): Promise<string | undefined> {
    const { token } = await this.#credentials.getCredentials({
      url: this.#repository.url,
    });
    return token === undefined
      ? undefined
      : `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  }

  async #listPage(
    cursor: string | null,
    signal: AbortSignal,
  ): Promise<ListPage> {
    const { owner, name, branch: base } = this.#repository;
    const { repository } = await queryGithub(this.#octokit, {
      query: LIST_QUERY,
      variables: { owner, name, base, cursor },
      reply: listReply,
      signal,
    });
    return repository.pullRequests;
  }
}

function lowerCaseKeys(headers: Record<string, string> = {}) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
