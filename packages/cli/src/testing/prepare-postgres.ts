import { parseArgs } from 'node:util';
import { POSTGRES_USER, postgresPart } from '../stack/postgres.ts';

/**
 * Prepares a PostgreSQL for a test that is not of this world, and says as JSON how to run it: the test starts, kills
 * and restarts it as it likes. The password comes by the environment.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { directory: { type: 'string' }, port: { type: 'string' } },
  });
  const { directory, port } = values;
  const password = process.env.POSTGRES_PASSWORD;
  if (!directory || !port || !password) {
    throw new Error(
      'Usage: POSTGRES_PASSWORD=… prepare-postgres.ts --directory DIRECTORY --port PORT',
    );
  }
  const part = await postgresPart({
    stateDir: directory,
    port: Number(port),
    password,
  });
  await part.prepare?.();
  const { command, args, cwd, user } = part;
  process.stdout.write(
    JSON.stringify({ command, args, cwd, user, role: POSTGRES_USER }),
  );
}

await main();
