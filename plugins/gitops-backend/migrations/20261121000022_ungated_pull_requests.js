// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('ungated_pull_requests', table => {
    table.comment(
      'Pull requests that are no promotion, and the commit that the forge was told so of',
    );
    table.string('repository', 255).notNullable();
    table.integer('number').notNullable();
    table.string('head', 64).notNullable();
    table.primary(['repository', 'number']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ungated_pull_requests');
};
