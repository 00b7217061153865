import { readFile } from 'node:fs/promises';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { startPortal } from './startPortal';

/** A replica of the portal as a process. */
async function main(file: string) {
  const config = JSON.parse(await readFile(file, 'utf8'));
  const { url } = await startPortal(config, [databaseServiceFactory]);
  process.stdout.write(`${JSON.stringify({ event: 'listening', url })}\n`);
}

// Whoever started it may be gone without a word.
process.stdin.resume().once('end', () => process.exit());
main(process.argv[2]).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
