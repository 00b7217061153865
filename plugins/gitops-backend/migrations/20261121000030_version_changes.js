// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('version_changes', table => {
    table.comment('Changes of release layers, as the branch has them');
    table.increments('seq').comment('In the order of the branch');
    table.string('repository', 255).notNullable();
    table.string('id', 255).notNullable().comment('Commit and overlay');
    table.string('component', 63).notNullable();
    table.string('environment', 63).notNullable();
    table.string('overlay', 300).notNullable();
    table.string('kind', 20).notNullable();
    table
      .string('clusters', 2_000)
      .notNullable()
      .comment('Names, each between spaces');
    table.integer('cluster_count').notNullable();
    table.timestamp('at', { useTz: true }).notNullable();
    table.text('content', 'longtext').notNullable().comment('JSON');
    table.unique(['repository', 'id'], {
      indexName: 'version_changes_id_uniq',
    });
    table.index(
      ['repository', 'component', 'seq'],
      'version_changes_component_idx',
    );
    table.index(
      ['repository', 'environment', 'seq'],
      'version_changes_environment_idx',
    );
    table.index(
      ['repository', 'overlay', 'seq'],
      'version_changes_overlay_idx',
    );
    table.index(['repository', 'seq'], 'version_changes_seq_idx');
    table.index(['repository', 'at'], 'version_changes_at_idx');
  });
  await knex.schema.createTable('version_change_results', table => {
    table.comment('What came of changes, a row a cluster');
    table
      .integer('change')
      .unsigned()
      .notNullable()
      .references('seq')
      .inTable('version_changes')
      .onDelete('CASCADE');
    table.string('cluster', 63).notNullable();
    table.timestamp('healthy_at', { useTz: true });
    table.timestamp('failed_at', { useTz: true });
    table.string('message', 1_000).comment('Why it failed');
    table.primary(['change', 'cluster']);
  });
  await knex.schema.createTable('version_change_cursors', table => {
    table.comment('How far each branch was read');
    table.string('repository', 255).notNullable();
    table.string('branch', 255).notNullable();
    table.string('commit', 64).notNullable();
    table.primary(['repository', 'branch']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('version_change_cursors');
  await knex.schema.dropTable('version_change_results');
  await knex.schema.dropTable('version_changes');
};
