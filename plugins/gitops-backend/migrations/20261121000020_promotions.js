// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotions', table => {
    table.comment(
      'Promotions, rollbacks and release trains; a queue that all replicas work off',
    );
    table.increments('seq');
    table.string('repository', 255).notNullable();
    table.string('id', 64).notNullable().unique();
    table.string('environment', 63).notNullable();
    table.string('kind', 16).notNullable();
    table.string('state', 24).notNullable();
    table.text('content', 'longtext').notNullable().comment('JSON, the record');
    table
      .text('progress', 'longtext')
      .notNullable()
      .comment('JSON, what the worker has to remember besides');
    table
      .integer('version')
      .notNullable()
      .defaultTo(0)
      .comment('Changes with the row, so that no change is overwritten');
    table
      .boolean('has_branch')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the forge may have a branch of it');
    table.integer('attempts').notNullable().defaultTo(0);
    table
      .timestamp('due_at', { useTz: true })
      .comment('When to work on it; never if null');
    table.string('claim', 36).comment('Which worker has it');
    table
      .timestamp('claimed_until', { useTz: true })
      .comment('When another worker may take it from one that died');
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.index(['repository', 'due_at'], 'promotions_due_idx');
    table.index(['repository', 'environment', 'seq'], 'promotions_env_idx');
    table.index(['repository', 'state'], 'promotions_state_idx');
  });
  await knex.schema.createTable('promotion_overlays', table => {
    table.comment('What promotions are of');
    table
      .integer('promotion')
      .unsigned()
      .notNullable()
      .references('seq')
      .inTable('promotions')
      .onDelete('CASCADE');
    table.string('component', 63).notNullable();
    table.string('overlay', 300).notNullable();
    table
      .boolean('live')
      .notNullable()
      .comment('False once it was taken out of a train');
    table.primary(['promotion', 'overlay']);
    table.index(['overlay'], 'promotion_overlays_overlay_idx');
    table.index(['component', 'promotion'], 'promotion_overlays_component_idx');
  });
  await knex.schema.createTable('promotion_locks', table => {
    table.comment(
      'One row an overlay, locked while a request finds its place among others',
    );
    table.string('repository', 255).notNullable();
    table.string('overlay', 300).notNullable();
    table.primary(['repository', 'overlay']);
  });
  await knex.schema.createTable('holds', table => {
    table.comment('Where forward promotion is stopped until somebody says so');
    table.string('repository', 255).notNullable();
    table.string('component', 63).notNullable();
    table.string('environment', 63).notNullable();
    table.string('reason', 500).notNullable();
    table.string('held_by', 300).notNullable();
    table.timestamp('held_at', { useTz: true }).notNullable();
    table.primary(['repository', 'component', 'environment']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('holds');
  await knex.schema.dropTable('promotion_locks');
  await knex.schema.dropTable('promotion_overlays');
  await knex.schema.dropTable('promotions');
};
