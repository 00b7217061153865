// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('plans', table => {
    table.comment(
      'What changes would do, with every secret masked; old ones are forgotten',
    );
    table.string('id', 64).notNullable().comment('A hash of what is compared');
    table
      .string('part', 200)
      .notNullable()
      .comment('Empty: the plan. Path of an overlay: its manifests');
    table
      .timestamp('created_at', { useTz: true })
      .notNullable()
      .index('plans_created_at_idx');
    table
      .binary('content')
      .notNullable()
      .comment('JSON, compressed by gzip; unreadable content is ignored');
    table.primary(['id', 'part']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('plans');
};
