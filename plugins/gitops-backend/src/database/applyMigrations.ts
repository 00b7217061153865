import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Connects to the plugin's database and brings its tables up to date, unless the operator does that. */
export async function applyMigrations(
  database: Pick<DatabaseService, 'getClient' | 'migrations'>,
): Promise<Knex> {
  const client = await database.getClient();
  if (!database.migrations?.skip) {
    await client.migrate.latest({
      directory: resolvePackagePath(
        '@slipway/plugin-gitops-backend',
        'migrations',
      ),
    });
  }
  return client;
}
