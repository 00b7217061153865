/** A name, address and moment in a commit. */
export interface Signature {
  name: string;
  email: string;
  /** ISO 8601 */
  date: string;
}

export interface GitCommit {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

export type ObjectType = 'blob' | 'tree' | 'commit' | 'tag';

export interface TreeEntry {
  path: string;
  mode: string;
  type: ObjectType;
  sha: string;
  /** Bytes; undefined for what is no blob. */
  size?: number;
}

/** An entry to put into a tree; `sha` null removes the path. */
export interface TreeChange {
  path: string;
  mode: string;
  sha: string | null;
}

export interface GitRef {
  /** Full name, `refs/heads/main`. */
  name: string;
  sha: string;
  type: ObjectType;
}

export interface GitTag {
  sha: string;
  tag: string;
  message: string;
  tagger: Signature;
  object: { sha: string; type: ObjectType };
}

export interface FileChange {
  path: string;
  previousPath: string | null;
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  sha: string;
  additions: number;
  deletions: number;
  /** The hunks, without the header; undefined for binary files. */
  patch: string | undefined;
}

/** What merging two commits would give. */
export type MergeResult =
  { clean: true; tree: string } | { clean: false; conflicts: string[] };
