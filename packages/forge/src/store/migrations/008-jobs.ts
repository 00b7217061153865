import type { Knex } from 'knex';

/** Jobs of workflows, and the keys that their tokens are signed with. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('signingKeys', table => {
    table.string('kid').primary();
    table.text('privateKey').notNullable();
    table.string('createdAt').notNullable();
  });
  await db.schema.createTable('jobs', table => {
    table.increments('id');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table
      .integer('actorId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.string('ref').notNullable();
    table.string('sha').notNullable();
    table.string('workflowPath').notNullable();
    table.string('workflowName').notNullable();
    table.string('event').notNullable();
    table.string('requestHash').notNullable().unique();
    table.string('expiresAt').notNullable();
    table.string('createdAt').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  for (const name of ['jobs', 'signingKeys']) await db.schema.dropTable(name);
}
