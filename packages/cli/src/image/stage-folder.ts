import { join } from 'node:path';

/** What a base image brings, and where it is on this machine. */
export type Machine = Readonly<Record<string, string>>;

/** A stage as it is so far: an image whose `/` is a directory. */
export interface StageFolder {
  root: string;
  workingDirectory: string;
  env: Readonly<Record<string, string>>;
}

/** Where a path of an image is on this machine: what the base image brings is the machine's own. */
export function placeOf(
  { root }: Pick<StageFolder, 'root'>,
  machine: Machine,
  path: string,
): string {
  const known = Object.keys(machine)
    .sort((a, b) => b.length - a.length)
    .find(one => path === one || path.startsWith(`${one}/`));
  return known === undefined
    ? join(root, path)
    : join(machine[known] ?? '', path.slice(known.length));
}

/** The value of a variable: paths where they are on this machine, and earlier variables by their values. */
export function valueOf(
  stage: StageFolder,
  machine: Machine,
  value: string,
): string {
  return value
    .split(':')
    .map(piece => {
      if (piece.startsWith('$')) return stage.env[piece.slice(1)] ?? '';
      return piece.startsWith('/') ? placeOf(stage, machine, piece) : piece;
    })
    .join(':');
}
