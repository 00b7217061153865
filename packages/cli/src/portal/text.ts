import { stripVTControlCharacters } from 'node:util';

/** Text of others as one line that cannot steer a terminal. */
export function plain(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
