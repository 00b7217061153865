// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('version_change_results', table => {
    table
      .timestamp('recovered_at', { useTz: true })
      .comment('Healthy again, if it failed after it was healthy');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('version_change_results', table => {
    table.dropColumn('recovered_at');
  });
};
