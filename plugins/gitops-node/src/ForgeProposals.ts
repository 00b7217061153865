import type { ForgeCallOptions } from './Forge';

/** A file that a commit writes; undefined removes it. */
export interface ForgeFile {
  path: string;
  content: string | undefined;
}

/** A pull request that the portal opened. */
export interface ForgeProposal {
  number: number;
  url: string;
}

/**
 * What the portal does to bring a change to the GitOps repository, in steps that can each be repeated: whatever a
 * process that died had done is found again, so that there is one branch, one commit and one pull request. A branch
 * only ever moves forward.
 *
 * Calls throw as those of `Forge` do, and `ConflictError` where it says so.
 */
export interface ForgeProposals {
  /** Makes a branch at a commit. One that is there already is left where it is. */
  ensureBranch(
    branch: { name: string; commit: string },
    options: ForgeCallOptions,
  ): Promise<void>;

  /**
   * Puts one commit on a branch, whatever the number of files; none if they are so already.
   *
   * @param commit.parent - where the branch is
   * @param commit.tree - that of the parent; whoever knows it saves a call
   * @throws `ConflictError` if somebody else pushed to the branch
   */
  commitFiles(
    commit: {
      branch: string;
      parent: string;
      tree?: string;
      files: readonly ForgeFile[];
      message: string;
    },
    options: ForgeCallOptions,
  ): Promise<{ commit: string }>;

  /**
   * Opens the pull request of a branch, or finds it in whatever state it is.
   *
   * @throws `ConflictError` if the branch has nothing that its base lacks
   */
  openPullRequest(
    request: {
      branch: string;
      title: string;
      body: string;
      labels?: readonly string[];
    },
    options: ForgeCallOptions,
  ): Promise<ForgeProposal>;

  /** Rewrites what a pull request says about itself. */
  describePullRequest(
    request: { number: number; title: string; body: string },
    options: ForgeCallOptions,
  ): Promise<void>;

  /**
   * Merges the branch that clusters follow into that of a pull request. The forge may still be at it afterwards.
   *
   * @param update.commit - where its branch is
   * @throws `ConflictError` with the forge's reason if somebody pushed to it since, both changed the same lines, or
   * nothing is new
   */
  updateBranch(
    update: { number: number; commit: string },
    options: ForgeCallOptions,
  ): Promise<void>;

  /**
   * Merges a commit into the branch that clusters follow, without a pull request. One that is merged already stays
   * so, and is the answer itself.
   *
   * @throws `ConflictError` if both changed the same lines, `NotAllowedError` with the forge's reason if its rules
   * forbid it
   */
  mergeCommit(
    merge: { commit: string; message: string },
    options: ForgeCallOptions,
  ): Promise<{ mergeCommit: string }>;

  /** Takes a branch away, and closes its pull request with a reason if it is open. */
  withdraw(
    proposal: { branch: string; reason: string },
    options: ForgeCallOptions,
  ): Promise<void>;
}
