/** What a change does to one file of the GitOps repository. */
export type FileChange =
  | { path: string; content: string }
  /** Takes the content of a blob that the repository has. */
  | { path: string; blob: string }
  | { path: string; removed: true };

/** An entry of the forge's tree of a change; a hash of null removes the file. */
export function treeEntry(change: FileChange) {
  const file = { path: change.path, mode: '100644', type: 'blob' } as const;
  if ('content' in change) {
    return { ...file, content: change.content };
  }
  return { ...file, sha: 'blob' in change ? change.blob : null };
}
