import { Octokit } from '@octokit/core';
import { restEndpointMethods } from '@octokit/plugin-rest-endpoint-methods';
import { retry } from '@octokit/plugin-retry';

/**
 * The parts of Octokit that are needed. Its throttling is not one of them: it waits for a spent
 * quota to come back, and pages wait for these calls, so they say that it is spent instead.
 */
export const GithubClient = Octokit.plugin(restEndpointMethods, retry).defaults(
  {
    retry: {
      // Said here and not of requests, for which it would go for refusals, too.
      retries: 1,
      // To those it has by itself, 429: asked again before the pause that the forge wants, it wants longer ones.
      doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451],
    },
  },
);
