import type { Knex } from 'knex';

/** Repositories, who may do what in them, and what their branches demand. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('repositories', table => {
    table.increments('id');
    table
      .integer('ownerId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.specificType('name', 'text collate nocase').notNullable();
    table.string('description');
    table.string('homepage');
    table.string('defaultBranch').notNullable();
    table.text('topics').notNullable();
    for (const flag of [
      'private',
      'archived',
      'hasIssues',
      'hasProjects',
      'hasWiki',
      'allowMergeCommit',
      'allowSquashMerge',
      'allowRebaseMerge',
      'allowAutoMerge',
      'allowUpdateBranch',
      'deleteBranchOnMerge',
    ]) {
      table.boolean(flag).notNullable();
    }
    table.string('squashMergeCommitTitle').notNullable();
    table.string('squashMergeCommitMessage').notNullable();
    table.integer('nextNumber').notNullable();
    table.string('pushedAt');
    table.string('createdAt').notNullable();
    table.string('updatedAt').notNullable();
    table.unique(['ownerId', 'name']);
  });
  await db.schema.createTable('collaborators', table => {
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table
      .integer('userId')
      .notNullable()
      .references('accounts.id')
      .onDelete('cascade');
    table.string('permission').notNullable();
    table.primary(['repoId', 'userId']);
  });
  await db.schema.createTable('teamRepositories', table => {
    table
      .integer('teamId')
      .notNullable()
      .references('teams.id')
      .onDelete('cascade');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table.string('permission').notNullable();
    table.primary(['teamId', 'repoId']);
  });
  await db.schema.createTable('branchProtections', table => {
    table.increments('id');
    table
      .integer('repoId')
      .notNullable()
      .references('repositories.id')
      .onDelete('cascade');
    table.string('branch').notNullable();
    table.text('rules').notNullable();
    table.unique(['repoId', 'branch']);
  });
}

export async function down(db: Knex): Promise<void> {
  for (const name of [
    'branchProtections',
    'teamRepositories',
    'collaborators',
    'repositories',
  ]) {
    await db.schema.dropTable(name);
  }
}
