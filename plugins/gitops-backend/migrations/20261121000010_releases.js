// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('releases', table => {
    table.comment('Releases as CI reported them; rows are never changed');
    table.increments('id');
    table.string('component', 63).notNullable();
    table.string('version', 128).notNullable();
    table
      .string('repository_id', 40)
      .notNullable()
      .comment('The forge’s, which outlives a renaming');
    table.string('run_id', 40).notNullable().comment('Of the workflow');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('Hash of the report, by which a repetition is known');
    table.timestamp('created_at', { useTz: true }).notNullable();
    table.text('content', 'longtext').notNullable().comment('JSON');
    table.unique(['component', 'version'], {
      indexName: 'releases_component_version_uniq',
    });
    table.index(['component', 'id'], 'releases_component_id_idx');
  });
  await knex.schema.createTable('release_tokens', table => {
    table.comment('Tokens that reported a release, so that none does it twice');
    table.string('jti', 255).primary();
    table
      .integer('release_id')
      .unsigned()
      .notNullable()
      .references('id')
      .inTable('releases');
    table
      .timestamp('expires_at', { useTz: true })
      .notNullable()
      .index('release_tokens_expires_at_idx')
      .comment('When its age alone has it refused');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('release_tokens');
  await knex.schema.dropTable('releases');
};
