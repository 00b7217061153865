// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('promoted_releases', table => {
    table.comment(
      'Releases that went, or need not go, into the environments that take every release',
    );
    table
      .integer('release_id')
      .unsigned()
      .primary()
      .references('id')
      .inTable('releases')
      .onDelete('CASCADE');
  });
  // What was reported before stays where it is.
  await knex('promoted_releases').insert(
    knex('releases').select({ release_id: 'id' }),
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('promoted_releases');
};
