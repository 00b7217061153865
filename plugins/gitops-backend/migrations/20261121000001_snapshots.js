// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('snapshots', table => {
    table.comment(
      'The last good reading of each GitOps repository; a cache that survives a malformed commit',
    );
    table.string('repository', 255).notNullable();
    table.string('branch', 200).notNullable();
    table
      .text('content', 'longtext')
      .notNullable()
      .comment('JSON; unreadable content is ignored and made anew');
    table.primary(['repository', 'branch']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('snapshots');
};
