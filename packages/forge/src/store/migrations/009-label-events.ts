import type { Knex } from 'knex';

/** Who labelled issues and pull requests, and when. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('labelEvents', table => {
    table.increments('id');
    table
      .integer('issueId')
      .notNullable()
      .references('issues.id')
      .onDelete('cascade')
      .index();
    table.integer('actorId').notNullable().references('accounts.id');
    table.string('action').notNullable();
    // By name and color, as the label itself may go.
    table.string('name').notNullable();
    table.string('color').notNullable();
    table.string('createdAt').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTable('labelEvents');
}
