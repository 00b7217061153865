import type { Knex } from 'knex';

/** People, bots and organisations, their tokens, and the teams they form. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('accounts', table => {
    table.increments('id');
    table.string('type').notNullable();
    table.specificType('login', 'text collate nocase').notNullable().unique();
    table.string('name');
    table.string('email');
    table.string('passwordHash');
    table.boolean('siteAdmin').notNullable();
    table.string('createdAt').notNullable();
    table.string('updatedAt').notNullable();
  });
  await db.schema.createTable('tokens', table => {
    table.increments('id');
    table
      .integer('accountId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.string('kind').notNullable();
    table.string('hash').notNullable().unique();
    table.boolean('readOnly').notNullable();
    table.text('scopes').notNullable();
    table.integer('installationId');
    table.string('expiresAt');
    table.string('createdAt').notNullable();
  });
  await db.schema.createTable('orgMembers', table => {
    table
      .integer('orgId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table
      .integer('userId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.string('role').notNullable();
    table.primary(['orgId', 'userId']);
  });
  await db.schema.createTable('teams', table => {
    table.increments('id');
    table
      .integer('orgId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.specificType('slug', 'text collate nocase').notNullable();
    table.string('name').notNullable();
    table.string('description');
    table.integer('parentId').references('teams.id').onDelete('set null');
    table.string('createdAt').notNullable();
    table.string('updatedAt').notNullable();
    table.unique(['orgId', 'slug']);
  });
  await db.schema.createTable('teamMembers', table => {
    table
      .integer('teamId')
      .notNullable()
      .references('teams.id')
      .onDelete('cascade');
    table
      .integer('userId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.string('role').notNullable();
    table.primary(['teamId', 'userId']);
  });
}

export async function down(db: Knex): Promise<void> {
  for (const name of [
    'teamMembers',
    'teams',
    'orgMembers',
    'tokens',
    'accounts',
  ]) {
    await db.schema.dropTable(name);
  }
}
