import type { Knex } from 'knex';

/** Pull requests and their reviews. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('pulls', table => {
    table.integer('id').primary().references('issues.id').onDelete('cascade');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table.integer('number').notNullable();
    for (const column of ['baseRef', 'baseSha', 'headRef', 'headSha']) {
      table.string(column).notNullable();
    }
    table.boolean('draft').notNullable();
    table.boolean('maintainerCanModify').notNullable();
    table.string('mergedAt');
    table.integer('mergedById').references('accounts.id');
    table.string('mergeCommitSha');
    table.unique(['repoId', 'number']);
    table.index(['repoId', 'headRef']);
    table.index(['repoId', 'baseRef']);
  });
  await db.schema.createTable('reviewRequests', table => {
    table
      .integer('pullId')
      .notNullable()
      .references('pulls.id')
      .onDelete('cascade')
      .index();
    table.integer('userId').references('accounts.id').onDelete('cascade');
    table.integer('teamId').references('teams.id').onDelete('cascade');
  });
  await db.schema.createTable('reviews', table => {
    table.increments('id');
    table
      .integer('pullId')
      .notNullable()
      .references('pulls.id')
      .onDelete('cascade')
      .index();
    table.integer('userId').notNullable().references('accounts.id');
    table.string('state').notNullable();
    table.text('body').notNullable();
    table.string('commitId').notNullable();
    table.string('submittedAt');
  });
  await db.schema.createTable('reviewComments', table => {
    table.increments('id');
    table
      .integer('pullId')
      .notNullable()
      .references('pulls.id')
      .onDelete('cascade')
      .index();
    table
      .integer('reviewId')
      .notNullable()
      .references('reviews.id')
      .onDelete('cascade');
    table.integer('userId').notNullable().references('accounts.id');
    table.text('path').notNullable();
    table.integer('line');
    table.string('side').notNullable();
    table.text('diffHunk').notNullable();
    table.string('commitId').notNullable();
    table.text('body').notNullable();
    table.integer('inReplyToId');
    table.string('createdAt').notNullable();
    table.string('updatedAt').notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  for (const name of ['reviewComments', 'reviews', 'reviewRequests', 'pulls']) {
    await db.schema.dropTable(name);
  }
}
