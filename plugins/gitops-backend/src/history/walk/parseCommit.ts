/** What a commit says about itself. */
export interface ParsedCommit {
  author: string;
  /** When it was committed, in ISO 8601. */
  committedAt: string;
  message: string;
}

/** Reads a commit object of git. */
export function parseCommit(text: string): ParsedCommit {
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const author = /^author (.*?) ?<[^\n]*$/m.exec(head)?.[1];
  const seconds = /^committer [^\n]*> (\d{1,12}) [+-]\d{4}$/m.exec(head)?.[1];
  return {
    author: author || 'unknown',
    committedAt: new Date(Number(seconds ?? 0) * 1_000).toISOString(),
    message: end < 0 ? '' : text.slice(end + 2),
  };
}

/** The number of the pull request that forges put into the subject of what they merge. */
export function pullRequestOf(message: string): number | undefined {
  const [subject] = message.split('\n', 1);
  const number =
    /^Merge pull request #([1-9]\d{0,8})\b/.exec(subject)?.[1] ??
    /\(#([1-9]\d{0,8})\)\s*$/.exec(subject)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** The names in a tree object of git. */
export function namesInTree(tree: Buffer, hashLength: number): string[] {
  const names: string[] = [];
  let offset = 0;
  while (offset < tree.length) {
    const space = tree.indexOf(0x20, offset);
    const end = tree.indexOf(0, space);
    if (space < 0 || end < 0) {
      break;
    }
    names.push(tree.toString('utf8', space + 1, end));
    offset = end + 1 + hashLength;
  }
  return names;
}
