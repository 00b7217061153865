import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  PullRequestEvent,
  ReviewDetail,
  ReviewRequest,
  ReviewSummary,
} from '@slipway/plugin-gitops-common';
import type { ForgeProposals } from './ForgeProposals';

/** A pull request as the forge knows it, before anyone looked at what it changes. */
export type ForgePullRequest = Omit<ReviewSummary, KnownByPlan>;

/** Everything that the forge knows of one pull request. */
export interface ForgePullRequestDetail extends Omit<
  ReviewDetail,
  KnownByPlan | 'events'
> {
  events: ForgePullRequestEvent[];
  /** Whether it would be merged if only its branch had all of the other's commits. */
  behind?: boolean;
  /** Labels that somebody gave to it or took. */
  labels?: ForgeLabel[];
}

/** What became of a label last. */
export interface ForgeLabel {
  name: string;
  /** Whether the pull request has it. */
  isSet: boolean;
  /** Login of whoever gave or took it. */
  by: string;
  at: string;
}

/** What somebody said on a pull request; `own`: the portal did. */
export type ForgePullRequestEvent = PullRequestEvent & { own: boolean };

type KnownByPlan =
  'components' | 'environments' | 'plan' | 'planProblem' | 'verdict';

/** What the portal says about a commit; the newest of a context counts. */
export interface ForgeStatus {
  commit: string;
  /** Who says it, as in `slipway/plan`. */
  context: string;
  state: 'pending' | 'success' | 'failure' | 'error';
  /** One line; cut to 140 characters. */
  description: string;
  /** Page that says more. */
  url: string;
}

/** The one comment of its kind that the portal has on a pull request. */
export interface ForgeComment {
  pullRequest: number;
  /** Text that the body begins with, by which the comment is found again. */
  marker: string;
  body: string;
}

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
  /** What the portal itself proposes. */
  readonly proposals: ForgeProposals;

  /** All open pull requests of the GitOps repository against its branch, newest first. */
  listOpenPullRequests(options: ForgeCallOptions): Promise<ForgePullRequest[]>;

  /**
   * Reads one pull request, open or not, with the newest of its commits, comments and reviews.
   *
   * @returns undefined if there is none of this number
   */
  readPullRequest(
    number: number,
    options: ForgeCallOptions,
  ): Promise<ForgePullRequestDetail | undefined>;

  /** Says something about a commit. Saying it again changes nothing. */
  setStatus(status: ForgeStatus, options: ForgeCallOptions): Promise<void>;

  /**
   * Writes a comment, or rewrites the one it wrote before. Comments of others are left alone, whatever
   * they begin with, and one that is as it should be is not touched.
   */
  upsertComment(
    comment: ForgeComment,
    options: ForgeCallOptions,
  ): Promise<{ url: string }>;

  /**
   * The forge as a person sees it.
   *
   * @param token - the person's own; kept nowhere
   */
  asPerson(token: string): ForgePerson;

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

/**
 * What a person does on the forge by their own rights, under the forge's rules.
 *
 * Calls throw `AuthenticationError` if the forge does not take the token, `ConflictError` if the pull
 * request has a newer commit than the person saw, and `NotAllowedError` with the forge's own reason
 * if its rules forbid it.
 */
export interface ForgePerson {
  /** Says something about a pull request. */
  review(
    review: { number: number } & ReviewRequest,
    options: ForgeCallOptions,
  ): Promise<void>;

  /** Merges a pull request in the way that the repository prefers. */
  merge(
    merge: { number: number; commit: string },
    options: ForgeCallOptions,
  ): Promise<{ mergeCommit: string }>;
}

/** Where a module says which forge it is. */
export interface ForgeExtensionPoint {
  /** @throws if another module said so before */
  setForge(forge: Forge): void;
}

/** See {@link ForgeExtensionPoint}. */
export const gitopsForgeExtensionPoint =
  createExtensionPoint<ForgeExtensionPoint>({ id: 'gitops.forge' });
