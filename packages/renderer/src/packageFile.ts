import { dirname, join } from 'node:path';

/** Path of a file of this package that is not compiled: beside the sources, and beside what is built of them. */
export function packageFile(...path: readonly string[]): string {
  const manifest = require.resolve('@slipway/renderer/package.json');
  return join(dirname(manifest), ...path);
}
