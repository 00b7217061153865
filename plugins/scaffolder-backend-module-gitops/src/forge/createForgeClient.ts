import { InputError } from '@backstage/errors';
import {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { Octokit } from '@octokit/core';
import { restEndpointMethods } from '@octokit/plugin-rest-endpoint-methods';
import { retry } from '@octokit/plugin-retry';
import { respectRateLimit } from './rateLimit';
import { RepositoryLocation } from './repositoryLocation';

const REQUEST_TIMEOUT_MS = 20_000;

const RetryingOctokit = Octokit.plugin(restEndpointMethods, retry);

/** An Octokit with GitHub's REST endpoints. */
export type ForgeClient = InstanceType<typeof RetryingOctokit>;

/** What is needed to talk to the forge of a repository as the portal. */
export interface ForgeClientOptions {
  integrations: ScmIntegrationRegistry;
  credentials: GithubCredentialsProvider;
  location: RepositoryLocation;
  /** Ends waiting and requests when the task is cancelled. */
  signal?: AbortSignal;
}

/**
 * An Octokit for the forge that hosts a repository, with the credentials of
 * `integrations.github`, a time limit on every request, retries of technical
 * failures, and waits as long as `Retry-After` says.
 *
 * @throws InputError when no integration covers the host or it has no token.
 */
export async function createForgeClient(
  options: ForgeClientOptions,
): Promise<ForgeClient> {
  const { integrations, credentials, location, signal } = options;
  const integration = integrations.github.byUrl(location.url);
  if (!integration) {
    throw new InputError(
      `No GitHub integration covers ${location.url}; add its host to integrations.github`,
    );
  }
  const { token } = await credentials.getCredentials({ url: location.url });
  if (!token) {
    throw new InputError(
      `The GitHub integration of ${location.url} has no credentials; set its token or app in integrations.github`,
    );
  }
  const client = new RetryingOctokit({
    auth: token,
    baseUrl: integration.config.apiBaseUrl,
    // 429 is waited for by respectRateLimit.
    retry: {
      retries: 2,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
    request: {
      fetch: (url: string, init: RequestInit) => {
        const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
        return fetch(url, {
          ...init,
          signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
      },
    },
  });
  client.hook.wrap('request', (request, requestOptions) =>
    respectRateLimit(async () => request(requestOptions), signal),
  );
  return client;
}
