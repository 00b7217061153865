import type { Knex } from 'knex';

/** What machines say about a commit: statuses and check runs. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('statuses', table => {
    table.increments('id');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table.string('sha').notNullable();
    table.string('state').notNullable();
    table.string('context').notNullable();
    table.string('description');
    table.string('targetUrl');
    table.integer('creatorId').notNullable().references('accounts.id');
    table.string('createdAt').notNullable();
    table.index(['repoId', 'sha']);
  });
  await db.schema.createTable('checkSuites', table => {
    table.increments('id');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table.integer('appId').notNullable();
    table.string('headSha').notNullable();
    table.string('headBranch');
    table.string('createdAt').notNullable();
    table.string('updatedAt').notNullable();
    table.unique(['repoId', 'headSha', 'appId']);
  });
  await db.schema.createTable('checkRuns', table => {
    table.increments('id');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table
      .integer('suiteId')
      .notNullable()
      .references('checkSuites.id')
      .onDelete('cascade');
    table.string('headSha').notNullable();
    table.string('name').notNullable();
    table.string('status').notNullable();
    table.string('conclusion');
    table.string('externalId');
    table.string('detailsUrl');
    table.text('output').notNullable();
    table.string('startedAt').notNullable();
    table.string('completedAt');
    table.index(['repoId', 'headSha']);
  });
}

export async function down(db: Knex): Promise<void> {
  for (const name of ['checkRuns', 'checkSuites', 'statuses']) {
    await db.schema.dropTable(name);
  }
}
