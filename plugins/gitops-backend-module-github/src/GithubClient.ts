import { Octokit } from '@octokit/core';
import { restEndpointMethods } from '@octokit/plugin-rest-endpoint-methods';
import { retry } from '@octokit/plugin-retry';

/**
 * The parts of Octokit that are needed. Its throttling is not one of them: it waits for a spent
 * quota to come back, and pages wait for these calls, so they say that it is spent instead.
 */
export const GithubClient = Octokit.plugin(restEndpointMethods, retry);
