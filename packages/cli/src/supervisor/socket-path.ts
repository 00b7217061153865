import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The kernel's limit for a socket's path is 104 bytes on macOS and 108 on Linux, with the final zero. */
const LONGEST_PATH_BYTES = 103;

/** Where the supervisor of a state directory listens: in that directory, or in a short one when that is too deep. */
export function socketPath(stateDir: string): string {
  const natural = join(stateDir, 'run', 'supervisor.sock');
  if (Buffer.byteLength(natural) <= LONGEST_PATH_BYTES) return natural;
  const name = createHash('sha256').update(stateDir).digest('hex').slice(0, 16);
  return join(
    tmpdir(),
    `slipway-${process.getuid?.() ?? 0}-${name}`,
    'supervisor.sock',
  );
}
