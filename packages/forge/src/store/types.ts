/** Rows of the forge's database. Times are ISO 8601 strings in UTC, ids are positive integers. */

/** Rights on a repository, weakest first. */
export const permissions = [
  'none',
  'read',
  'triage',
  'write',
  'maintain',
  'admin',
] as const;
/** @see permissions */
export type Permission = (typeof permissions)[number];

export interface Account {
  id: number;
  type: 'User' | 'Organization' | 'Bot';
  login: string;
  name: string | null;
  email: string | null;
  passwordHash: string | null;
  siteAdmin: boolean;
  createdAt: string;
  updatedAt: string;
}

/** A bearer secret, stored as its SHA-256. `session` is a browser's, for the forge's own pages. */
export interface AccessToken {
  id: number;
  accountId: number;
  kind: 'personal' | 'oauth' | 'installation' | 'session';
  hash: string;
  readOnly: boolean;
  scopes: string[];
  installationId: number | null;
  expiresAt: string | null;
  createdAt: string;
}

export interface OrgMember {
  orgId: number;
  userId: number;
  role: 'admin' | 'member';
}

export interface Team {
  id: number;
  orgId: number;
  slug: string;
  name: string;
  description: string | null;
  parentId: number | null;
  createdAt: string;
  updatedAt: string;
}

export interface TeamMember {
  teamId: number;
  userId: number;
  role: 'member' | 'maintainer';
}

export interface TeamRepository {
  teamId: number;
  repoId: number;
  permission: Permission;
}

export interface Collaborator {
  repoId: number;
  userId: number;
  permission: Permission;
}

export interface Repository {
  id: number;
  ownerId: number;
  name: string;
  description: string | null;
  homepage: string | null;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
  topics: string[];
  hasIssues: boolean;
  hasProjects: boolean;
  hasWiki: boolean;
  allowMergeCommit: boolean;
  allowSquashMerge: boolean;
  allowRebaseMerge: boolean;
  allowAutoMerge: boolean;
  allowUpdateBranch: boolean;
  deleteBranchOnMerge: boolean;
  squashMergeCommitTitle: 'PR_TITLE' | 'COMMIT_OR_PR_TITLE';
  squashMergeCommitMessage: 'PR_BODY' | 'COMMIT_MESSAGES' | 'BLANK';
  /** The number the next issue or pull request gets. */
  nextNumber: number;
  pushedAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/** What a branch demands before it moves. */
export interface ProtectionRules {
  reviews: {
    count: number;
    dismissStale: boolean;
    requireCodeOwners: boolean;
    requireLastPushApproval: boolean;
  } | null;
  checks: { strict: boolean; contexts: string[] } | null;
  enforceAdmins: boolean;
  /** Logins of users and slugs of teams and apps that may push; null: anyone with write. */
  restrictions: { users: string[]; teams: string[]; apps: string[] } | null;
  requiredLinearHistory: boolean;
  allowForcePushes: boolean;
  allowDeletions: boolean;
  requiredConversationResolution: boolean;
  requiredSignatures: boolean;
  lockBranch: boolean;
  blockCreations: boolean;
  allowForkSyncing: boolean;
}

export interface BranchProtection {
  id: number;
  repoId: number;
  branch: string;
  rules: ProtectionRules;
}

export interface Issue {
  id: number;
  repoId: number;
  number: number;
  isPull: boolean;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  authorId: number;
  closedById: number | null;
  locked: boolean;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

/** The part of a pull request that an issue lacks. Same `id` as its issue. */
export interface Pull {
  id: number;
  repoId: number;
  number: number;
  baseRef: string;
  baseSha: string;
  headRef: string;
  headSha: string;
  draft: boolean;
  maintainerCanModify: boolean;
  mergedAt: string | null;
  mergedById: number | null;
  mergeCommitSha: string | null;
}

/** A pull request with its issue. */
export type PullRequest = Pull & { issue: Issue };

export interface Label {
  id: number;
  repoId: number;
  name: string;
  color: string;
  description: string | null;
}

export interface IssueLabel {
  issueId: number;
  labelId: number;
}

/** A label that somebody gave to an issue or pull request, or took. */
export interface LabelEvent {
  id: number;
  issueId: number;
  actorId: number;
  action: 'labeled' | 'unlabeled';
  name: string;
  color: string;
  createdAt: string;
}

export interface IssueAssignee {
  issueId: number;
  userId: number;
}

export interface Comment {
  id: number;
  issueId: number;
  authorId: number;
  body: string;
  createdAt: string;
  updatedAt: string;
}

export interface ReviewRequest {
  pullId: number;
  userId: number | null;
  teamId: number | null;
}

export type ReviewState =
  'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';

export interface Review {
  id: number;
  pullId: number;
  userId: number;
  state: ReviewState;
  body: string;
  commitId: string;
  submittedAt: string | null;
}

export interface ReviewComment {
  id: number;
  pullId: number;
  reviewId: number;
  userId: number;
  path: string;
  line: number | null;
  side: 'LEFT' | 'RIGHT';
  diffHunk: string;
  commitId: string;
  body: string;
  inReplyToId: number | null;
  createdAt: string;
  updatedAt: string;
}

export interface CommitStatus {
  id: number;
  repoId: number;
  sha: string;
  state: 'error' | 'failure' | 'pending' | 'success';
  context: string;
  description: string | null;
  targetUrl: string | null;
  creatorId: number;
  createdAt: string;
}

export type CheckConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'stale';

export interface CheckRun {
  id: number;
  repoId: number;
  suiteId: number;
  headSha: string;
  name: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: CheckConclusion | null;
  externalId: string | null;
  detailsUrl: string | null;
  output: {
    title: string | null;
    summary: string | null;
    text: string | null;
  };
  startedAt: string;
  completedAt: string | null;
}

/** All check runs of one app on one commit. `appId` 0 is the forge itself, for runs by people's tokens. */
export interface CheckSuite {
  id: number;
  repoId: number;
  appId: number;
  headSha: string;
  headBranch: string | null;
  createdAt: string;
  updatedAt: string;
}

/** A webhook of a repository (`repoId`) or of an organisation (`orgId`). */
export interface Hook {
  id: number;
  repoId: number | null;
  orgId: number | null;
  active: boolean;
  events: string[];
  url: string;
  contentType: 'json' | 'form';
  insecureSsl: boolean;
  secret: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface HookDelivery {
  id: number;
  hookId: number;
  guid: string;
  event: string;
  action: string | null;
  repoId: number | null;
  redelivery: boolean;
  /** `pending` until an attempt ended, so that a restart sends what was accepted and not sent. */
  state: 'pending' | 'done';
  status: string;
  statusCode: number;
  duration: number;
  requestHeaders: Record<string, string>;
  payload: string;
  responseHeaders: Record<string, string>;
  responseBody: string | null;
  deliveredAt: string;
}

export interface App {
  id: number;
  ownerId: number;
  slug: string;
  name: string;
  clientId: string;
  /** PEM, SPKI: verifies the app's JWT. */
  publicKey: string;
  permissions: Record<string, string>;
  events: string[];
  createdAt: string;
}

export interface Installation {
  id: number;
  appId: number;
  accountId: number;
  createdAt: string;
}

export interface OAuthApp {
  clientId: string;
  secretHash: string;
  name: string;
  callbackUrl: string;
}

/** One use of an authorisation code, stored as its SHA-256. */
export interface OAuthCode {
  hash: string;
  clientId: string;
  accountId: number;
  scopes: string[];
  redirectUri: string;
  codeChallenge: string | null;
  expiresAt: string;
}

/** What tokens of jobs are signed with. */
export interface SigningKey {
  /** The key's thumbprint. */
  kid: string;
  /** PEM, PKCS #8. */
  privateKey: string;
  createdAt: string;
}

/** A job of a workflow, as far as its tokens tell of it. */
export interface Job {
  /** Also the number of its run: every job is a run of its own. */
  id: number;
  repoId: number;
  actorId: number;
  /** In full, as in `refs/heads/main`. */
  ref: string;
  sha: string;
  /** Path of the workflow's file. */
  workflowPath: string;
  /** What the workflow calls itself. */
  workflowName: string;
  event: string;
  /** Hash of the secret that the job asks for tokens with. */
  requestHash: string;
  expiresAt: string;
  createdAt: string;
}
