import type { Knex } from 'knex';

/** Webhooks and every attempt to deliver them. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('hooks', table => {
    table.increments('id');
    table
      .integer('repoId')
      .references('repositories.id')
      .onDelete('cascade')
      .index();
    table
      .integer('orgId')
      .references('accounts.id')
      .onDelete('cascade')
      .index();
    table.boolean('active').notNullable();
    table.text('events').notNullable();
    table.text('url').notNullable();
    table.string('contentType').notNullable();
    table.boolean('insecureSsl').notNullable();
    table.string('secret');
    table.string('createdAt').notNullable();
    table.string('updatedAt').notNullable();
  });
  await db.schema.createTable('hookDeliveries', table => {
    table.increments('id');
    table
      .integer('hookId')
      .notNullable()
      .references('hooks.id')
      .onDelete('cascade')
      .index();
    table.string('guid').notNullable();
    table.string('event').notNullable();
    table.string('action');
    table.integer('repoId');
    table.boolean('redelivery').notNullable();
    table.string('state').notNullable().index();
    table.string('status').notNullable();
    table.integer('statusCode').notNullable();
    table.float('duration').notNullable();
    table.text('requestHeaders').notNullable();
    table.text('payload').notNullable();
    table.text('responseHeaders').notNullable();
    table.text('responseBody');
    table.string('deliveredAt').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('hookDeliveries');
  await db.schema.dropTable('hooks');
}
