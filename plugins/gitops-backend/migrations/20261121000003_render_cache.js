// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('render_cache', table => {
    table.comment(
      'What overlays render to, by content; a cache that may be emptied at any time and never holds a secret',
    );
    table.string('key', 128).primary();
    table
      .timestamp('used_at', { useTz: true })
      .notNullable()
      .index('render_cache_used_at_idx');
    table.binary('content').notNullable().comment('Text, compressed by gzip');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('render_cache');
};
