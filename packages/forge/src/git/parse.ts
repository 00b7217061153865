import type { GitCommit, GitTag, ObjectType, TreeEntry } from './types.ts';

/** For `git log -z`: the fields of one commit, one a line, the message last. */
export const commitFormat = '%H%n%T%n%P%n%an%n%ae%n%aI%n%cn%n%ce%n%cI%n%B';

const utc = (date: string) => `${new Date(date).toISOString().slice(0, 19)}Z`;

/** Reads what `git log -z --format=commitFormat` writes. */
export function parseCommits(text: string): GitCommit[] {
  return text
    .split('\0')
    .filter(Boolean)
    .map(record => {
      const [
        sha = '',
        tree = '',
        parents = '',
        an = '',
        ae = '',
        at = '',
        cn = '',
        ce = '',
        ct = '',
        ...message
      ] = record.split('\n');
      return {
        sha,
        tree,
        parents: parents ? parents.split(' ') : [],
        author: { name: an, email: ae, date: utc(at) },
        committer: { name: cn, email: ce, date: utc(ct) },
        message: message.join('\n').trimEnd(),
      };
    });
}

/** Reads what `git ls-tree -z -l` writes. */
export function parseTree(text: string): TreeEntry[] {
  return text
    .split('\0')
    .filter(Boolean)
    .map(record => {
      const tab = record.indexOf('\t');
      const [mode = '', type = '', sha = '', size = '-'] = record
        .slice(0, tab)
        .split(/\s+/);
      return {
        path: record.slice(tab + 1),
        mode,
        type: type as ObjectType,
        sha,
        ...(size === '-' ? {} : { size: Number(size) }),
      };
    });
}

/** Reads an annotated tag object. */
export function parseTag(sha: string, text: string): GitTag {
  const end = text.indexOf('\n\n');
  const header = end < 0 ? text : text.slice(0, end);
  const field = (name: string) =>
    new RegExp(`^${name} (.*)$`, 'm').exec(header)?.[1] ?? '';
  const tagger = /^(.*) <(.*)> (\d+)/.exec(field('tagger'));
  return {
    sha,
    tag: field('tag'),
    message: end < 0 ? '' : text.slice(end + 2),
    tagger: {
      name: tagger?.[1] ?? '',
      email: tagger?.[2] ?? '',
      date: utc(new Date(Number(tagger?.[3] ?? 0) * 1000).toISOString()),
    },
    object: { sha: field('object'), type: field('type') as ObjectType },
  };
}
