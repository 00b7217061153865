import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { PullRequestSummary } from '@slipway/plugin-gitops-common';

/** A pull request as the forge knows it, before anyone looked at what it changes. */
export type ForgePullRequest = Omit<
  PullRequestSummary,
  'components' | 'environments'
>;

/** A repository as `owner/name`, and its page. */
export interface ForgeRepository {
  slug: string;
  url: string;
}

/** Every call of a {@link Forge} ends when this does. */
export interface ForgeCallOptions {
  signal: AbortSignal;
}

/**
 * The service that hosts the GitOps repository and takes pull requests.
 *
 * Calls throw `ServiceUnavailableError` if the forge does not answer or is out of quota, and
 * `NotAllowedError` if it refuses the portal. Their messages hold no credentials.
 */
export interface Forge {
  /** All open pull requests of the GitOps repository, newest first. */
  listOpenPullRequests(options: ForgeCallOptions): Promise<ForgePullRequest[]>;

  /**
   * Looks a repository up.
   *
   * @returns undefined if there is none, or none that the portal may see
   */
  findRepository(
    slug: string,
    options: ForgeCallOptions,
  ): Promise<ForgeRepository | undefined>;

  /**
   * The value of the `Authorization` header for git over HTTP. Asked before every fetch, because
   * tokens of apps last an hour.
   *
   * @returns undefined if the repository is public and the portal has no credentials
   */
  gitAuthorization(): Promise<string | undefined>;
}

/** Where a module says which forge it is. */
export interface ForgeExtensionPoint {
  /** @throws if another module said so before */
  setForge(forge: Forge): void;
}

/** See {@link ForgeExtensionPoint}. */
export const gitopsForgeExtensionPoint =
  createExtensionPoint<ForgeExtensionPoint>({ id: 'gitops.forge' });
