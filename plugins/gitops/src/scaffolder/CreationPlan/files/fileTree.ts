import type { PlannedFile } from '@slipway/plugin-gitops-common';

/** A file, or a folder with what is in it. */
export interface FileNode {
  /** Its path, and for a folder a slash behind. */
  id: string;
  name: string;
  /** Bytes, of all files together for a folder. */
  size: number;
  /** How many files it is or holds. */
  count: number;
  /** Undefined for a file. */
  children?: FileNode[];
}

interface Folder {
  files: PlannedFile[];
  folders: Map<string, Folder>;
}

/** Folders before files, both by name. */
export function fileTree(files: readonly PlannedFile[]): FileNode[] {
  const root: Folder = { files: [], folders: new Map() };
  for (const file of files) {
    let at = root;
    for (const name of file.path.split('/').slice(0, -1)) {
      const next = at.folders.get(name) ?? { files: [], folders: new Map() };
      at.folders.set(name, next);
      at = next;
    }
    at.files.push(file);
  }
  return nodesOf(root, '');
}

function nodesOf({ folders, files }: Folder, prefix: string): FileNode[] {
  const inner = [...folders].map(([name, folder]): FileNode => {
    const id = `${prefix}${name}/`;
    const children = nodesOf(folder, id);
    return {
      id,
      name,
      size: sum(children.map(({ size }) => size)),
      count: sum(children.map(({ count }) => count)),
      children,
    };
  });
  const leaves = files.map(({ path, size }): FileNode => {
    const name = path.slice(prefix.length);
    return { id: path, name, size, count: 1 };
  });
  return [...inner.sort(byName), ...leaves.sort(byName)];
}

function byName(a: FileNode, b: FileNode): number {
  return a.name.localeCompare(b.name, 'en');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** `312 B`, `4.2 KiB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  const kibibytes = bytes / 1024;
  return kibibytes < 1024
    ? `${kibibytes.toFixed(1)} KiB`
    : `${(kibibytes / 1024).toFixed(1)} MiB`;
}
