import type { Knex } from 'knex';

/** Issues with their labels, assignees and comments; pull requests build upon them. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('issues', table => {
    table.increments('id');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table.integer('number').notNullable();
    table.boolean('isPull').notNullable();
    table.text('title').notNullable();
    table.text('body');
    table.string('state').notNullable();
    table.string('stateReason');
    table.integer('authorId').notNullable().references('accounts.id');
    table.integer('closedById').references('accounts.id');
    table.boolean('locked').notNullable();
    table.string('createdAt').notNullable();
    table.string('updatedAt').notNullable();
    table.string('closedAt');
    table.unique(['repoId', 'number']);
  });
  await db.schema.createTable('labels', table => {
    table.increments('id');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table.specificType('name', 'text collate nocase').notNullable();
    table.string('color').notNullable();
    table.string('description');
    table.unique(['repoId', 'name']);
  });
  await db.schema.createTable('issueLabels', table => {
    table
      .integer('issueId')
      .notNullable()
      .references('issues.id')
      .onDelete('cascade');
    table
      .integer('labelId')
      .notNullable()
      .references('labels.id')
      .onDelete('cascade');
    table.primary(['issueId', 'labelId']);
  });
  await db.schema.createTable('issueAssignees', table => {
    table
      .integer('issueId')
      .notNullable()
      .references('issues.id')
      .onDelete('cascade');
    table
      .integer('userId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.primary(['issueId', 'userId']);
  });
  await db.schema.createTable('comments', table => {
    table.increments('id');
    table
      .integer('issueId')
      .notNullable()
      .references('issues.id')
      .onDelete('cascade')
      .index();
    table.integer('authorId').notNullable().references('accounts.id');
    table.text('body').notNullable();
    table.string('createdAt').notNullable();
    table.string('updatedAt').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  for (const name of [
    'comments',
    'issueAssignees',
    'issueLabels',
    'labels',
    'issues',
  ]) {
    await db.schema.dropTable(name);
  }
}
