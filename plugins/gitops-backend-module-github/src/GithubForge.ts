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
  type ForgePullRequest,
  type ForgeRepository,
  type GitOpsRepository,
  readGitOpsRepository,
} from '@slipway/plugin-gitops-node';
import { RequestError } from '@octokit/request-error';
import { GithubClient } from './GithubClient';
import { toForgeError } from './toForgeError';
import { toForgePullRequest } from './toForgePullRequest';

/** More open pull requests than this are not listed; nobody reads that far. */
const MAX_PULL_REQUESTS = 300;

/** What a {@link GithubForge} is made from. */
export interface GithubForgeOptions {
  repository: GitOpsRepository;
  /** Base address of the REST API. */
  apiBaseUrl: string;
  credentials: GithubCredentialsProvider;
}

/** GitHub, github.com or one's own, as the host of the GitOps repository. */
export class GithubForge implements Forge {
  readonly #repository: GitOpsRepository;
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
    this.#credentials = options.credentials;
    this.#octokit = new GithubClient({
      baseUrl: options.apiBaseUrl,
      userAgent: 'slipway',
      request: { retries: 1 },
    });
    // Asked before every request, because the token of an app lasts an hour.
    this.#octokit.hook.before('request', async request => {
      const { headers } = await this.#credentials.getCredentials({
        url: this.#repository.url,
      });
      Object.assign(request.headers, lowerCaseKeys(headers));
    });
  }

  async listOpenPullRequests({
    signal,
  }: ForgeCallOptions): Promise<ForgePullRequest[]> {
    const { owner, name: repo, branch: base, slug } = this.#repository;
    try {
      const pages = this.#octokit.paginate.iterator(
        this.#octokit.rest.pulls.list,
        {
          owner,
          repo,
          base,
          state: 'open',
          sort: 'created',
          direction: 'desc',
          per_page: 100,
          request: { signal },
        },
      );
      const found: ForgePullRequest[] = [];
      for await (const page of pages) {
        found.push(...page.data.map(pull => toForgePullRequest(slug, pull)));
        if (found.length >= MAX_PULL_REQUESTS) {
          break;
        }
      }
      return found.slice(0, MAX_PULL_REQUESTS);
    } catch (error) {
      throw toForgeError(`Pull requests of ${slug} could not be read`, error);
    }
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
}

function lowerCaseKeys(headers: Record<string, string> = {}) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
