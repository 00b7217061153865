import type { Knex } from 'knex';

const TABLE = 'webhook_deliveries';

/** The deliveries that were accepted; shared by all replicas, kept over restarts. */
export class WebhookDeliveries {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Records a delivery.
   *
   * @returns false if it was recorded before; of many at once, exactly one gets true
   */
  async accept(id: string, receivedAt: Date): Promise<boolean> {
    const inserted = await this.#knex(TABLE)
      .insert({ id, received_at: receivedAt })
      .onConflict('id')
      .ignore()
      .returning('id');
    return inserted.length === 1;
  }

  /** Forgets deliveries that are too old to be repeated. */
  async forgetBefore(time: Date): Promise<void> {
    await this.#knex(TABLE).where('received_at', '<', time).delete();
  }
}
