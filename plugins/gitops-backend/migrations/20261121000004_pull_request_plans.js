// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('pull_request_plans', table => {
    table.comment(
      'Which pull requests need a plan, and what came of it; a queue that all replicas work off',
    );
    table.string('repository', 255).notNullable();
    table.integer('number').notNullable();
    table.string('head', 64).notNullable().comment('Its newest commit');
    table
      .string('base', 64)
      .notNullable()
      .comment('The newest commit of the branch it is for');
    table
      .string('state', 16)
      .notNullable()
      .comment('queued, planned (not told yet), told, failed or closed');
    table.string('plan_id', 64);
    table.string('verdict', 16);
    table.text('problem').comment('Why there is no plan, or it was not told');
    table
      .boolean('announced')
      .notNullable()
      .defaultTo(false)
      .comment('Whether the forge knows that this head is being planned');
    table.integer('attempts').notNullable().defaultTo(0);
    table
      .timestamp('due_at', { useTz: true })
      .comment('When to work on it; never if null');
    table.string('claim', 36).comment('Which worker has it');
    table
      .timestamp('claimed_until', { useTz: true })
      .comment('When another worker may take it from one that died');
    table.timestamp('updated_at', { useTz: true }).notNullable();
    table.primary(['repository', 'number']);
    table.index(['repository', 'due_at'], 'pull_request_plans_due_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('pull_request_plans');
};
