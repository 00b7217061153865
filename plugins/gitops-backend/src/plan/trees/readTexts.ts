import { MalformedFileError } from '@slipway/plugin-gitops-common';
import type { PlanTree } from './ObjectTree';

/** Texts by path; an error where there is a file that is not read. */
export type Texts = ReadonlyMap<string, string | MalformedFileError>;

/** Reads those of some files that a tree has, in one go. Links are not followed. */
export async function readTexts(
  tree: PlanTree,
  paths: Iterable<string>,
  maxBytes: number,
): Promise<Texts> {
  const texts = new Map<string, string | MalformedFileError>();
  const readable: { path: string; oid: string }[] = [];
  for (const path of paths) {
    const file = tree.files.get(path);
    if (file && !file.regular) {
      const reason = 'is a link; a plain file is needed';
      texts.set(path, new MalformedFileError({ file: path, reason }));
    } else if (file && file.size > maxBytes) {
      const reason = `has ${file.size} bytes, at most ${maxBytes} are read`;
      texts.set(path, new MalformedFileError({ file: path, reason }));
    } else if (file) {
      readable.push({ path, oid: file.oid });
    }
  }
  const contents = await tree.read(readable.map(({ oid }) => oid));
  readable.forEach(({ path }, index) => texts.set(path, contents[index]));
  return texts;
}

/** @throws `MalformedFileError` if the file is absent or was not read */
export function textOf(texts: Texts, file: string): string {
  const text = texts.get(file);
  if (text === undefined) {
    throw new MalformedFileError({ file, reason: 'does not exist' });
  }
  if (text instanceof MalformedFileError) {
    throw text;
  }
  return text;
}
