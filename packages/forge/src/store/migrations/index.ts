import type { Knex } from 'knex';
import * as accounts from './001-accounts.ts';
import * as repositories from './002-repositories.ts';
import * as issues from './003-issues.ts';
import * as pulls from './004-pulls.ts';
import * as checks from './005-checks.ts';
import * as webhooks from './006-webhooks.ts';
import * as apps from './007-apps.ts';
import * as jobs from './008-jobs.ts';
import * as labelEvents from './009-label-events.ts';

const migrations: Record<string, Knex.Migration> = {
  '001-accounts': accounts,
  '002-repositories': repositories,
  '003-issues': issues,
  '004-pulls': pulls,
  '005-checks': checks,
  '006-webhooks': webhooks,
  '007-apps': apps,
  '008-jobs': jobs,
  '009-label-events': labelEvents,
};

/** The migrations in order, by name: knex records the names, so files may move but not be renamed. */
export const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: async () => Object.keys(migrations),
  getMigrationName: name => name,
  getMigration: async name => {
    const migration = migrations[name];
    if (!migration) throw new Error(`No migration is named ${name}`);
    return migration;
  },
};
