import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
/** Bytes; more than any plan has, and what a row cannot blow up beyond. */
const MAX_TEXT = 256 * 1024 * 1024;

/** A text as it is kept in a row. */
export function compress(text: string): Promise<Buffer> {
  return pack(text, { level: constants.Z_BEST_SPEED });
}

/** @returns undefined if the row holds something else */
export async function decompress(
  content: Uint8Array,
): Promise<string | undefined> {
  try {
    return (await unpack(content, { maxOutputLength: MAX_TEXT })).toString(
      'utf8',
    );
  } catch {
    return undefined;
  }
}
