import type { Knex } from 'knex';

/** GitHub Apps with their installations, and OAuth apps with their codes. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('apps', table => {
    table.increments('id');
    table
      .integer('ownerId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.string('slug').notNullable().unique();
    table.string('name').notNullable();
    table.string('clientId').notNullable().unique();
    table.text('publicKey').notNullable();
    table.text('permissions').notNullable();
    table.text('events').notNullable();
    table.string('createdAt').notNullable();
  });
  await db.schema.createTable('installations', table => {
    table.increments('id');
    table
      .integer('appId')
      .notNullable()
      .references('apps.id')
      .onDelete('cascade');
    table
      .integer('accountId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.string('createdAt').notNullable();
    table.unique(['appId', 'accountId']);
  });
  await db.schema.createTable('oauthApps', table => {
    table.string('clientId').primary();
    table.string('secretHash').notNullable();
    table.string('name').notNullable();
    table.string('callbackUrl').notNullable();
  });
  await db.schema.createTable('oauthCodes', table => {
    table.string('hash').primary();
    table
      .string('clientId')
      .notNullable()
      .references('oauthApps.clientId')
      .onDelete('cascade');
    table
      .integer('accountId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.text('scopes').notNullable();
    table.text('redirectUri').notNullable();
    table.string('codeChallenge');
    table.string('expiresAt').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  for (const name of ['oauthCodes', 'oauthApps', 'installations', 'apps']) {
    await db.schema.dropTable(name);
  }
}
