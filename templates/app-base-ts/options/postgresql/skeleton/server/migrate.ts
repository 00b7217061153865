import type { Logger } from 'pino';
import { openDatabase } from './database.ts';

// Read when this is built, so the image carries them in its one program.
const migrations = import.meta.glob<string>('../migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

// Any number, as long as nothing else locks with it: it lets one migration run at a time.
const lock = 7_205_759;

/**
 * Applies the migrations that the database does not have yet, in the order of their names: all of
 * them, or none where one fails.
 */
export async function migrate(url: string, log: Logger): Promise<void> {
  const database = openDatabase(url);
  try {
    await database.begin(async transaction => {
      await transaction`select pg_advisory_xact_lock(${lock})`;
      await transaction.unsafe(`
        create table if not exists schema_migrations (
          name text primary key,
          applied timestamptz not null default now()
        )
      `);
      const rows = await transaction<{ name: string }[]>`
        select name from schema_migrations
      `;
      const applied = new Set(rows.map(({ name }) => name));
      for (const [path, text] of Object.entries(migrations).sort()) {
        const name = path.replace(/^.*\//, '');
        if (!applied.has(name)) {
          await transaction.unsafe(text);
          await transaction`insert into schema_migrations (name) values (${name})`;
          log.info({ migration: name }, 'applied');
        }
      }
    });
    log.info('the database is up to date');
  } finally {
    await database.end({ timeout: 5 });
  }
}
