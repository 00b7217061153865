import { MalformedFileError, YAML_LIMITS } from '@slipway/plugin-gitops-common';
import type { GitMirror } from '../git/GitMirror';
import type { TreeFile } from '../git/GitObjects';

/** Contents of files by path, or why a file is not read. */
export type Texts = ReadonlyMap<string, string | MalformedFileError>;

/** Reads files, by one process. Links and what is too large are not read. */
export async function readTexts(
  mirror: Pick<GitMirror, 'readBlobs'>,
  files: readonly TreeFile[],
): Promise<Texts> {
  const texts = new Map<string, string | MalformedFileError>();
  const readable: TreeFile[] = [];
  for (const file of files) {
    const { path, regular, size } = file;
    if (!regular) {
      const reason = 'is a link; a plain file is needed';
      texts.set(path, new MalformedFileError({ file: path, reason }));
    } else if (size > YAML_LIMITS.maxLength) {
      const reason = `has ${size} bytes, at most ${YAML_LIMITS.maxLength} are read`;
      texts.set(path, new MalformedFileError({ file: path, reason }));
    } else {
      readable.push(file);
    }
  }
  const contents = await mirror.readBlobs(readable.map(file => file.oid));
  readable.forEach((file, index) => texts.set(file.path, contents[index]));
  return texts;
}

/** @throws `MalformedFileError` if there is no such file, or it is not read */
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
