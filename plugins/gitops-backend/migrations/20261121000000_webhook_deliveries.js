// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('webhook_deliveries', table => {
    table.comment(
      'Deliveries that were accepted, so that a repeated one has no effect',
    );
    table
      .string('id', 100)
      .primary()
      .comment('The sender’s id of the delivery');
    table
      .timestamp('received_at', { useTz: true })
      .notNullable()
      .index('webhook_deliveries_received_at_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('webhook_deliveries');
};
