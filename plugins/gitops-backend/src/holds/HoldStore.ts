import type { Hold } from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';

const TABLE = 'holds';

interface Row {
  repository: string;
  component: string;
  environment: string;
  reason: string;
  held_by: string;
  held_at: Date | string | number;
}

/** Where forward promotion is stopped; shared by all replicas. */
export class HoldStore {
  readonly #knex: Knex;
  readonly #repository: string;

  constructor(knex: Knex, repository: string) {
    this.#knex = knex;
    this.#repository = repository;
  }

  /** Holds of one component, or all there are, in alphabetical order. */
  async list(component?: string): Promise<Hold[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where({
        repository: this.#repository,
        ...(component !== undefined && { component }),
      })
      .orderBy(['component', 'environment']);
    return rows.map(row => ({
      component: row.component,
      environment: row.environment,
      reason: row.reason,
      by: row.held_by,
      at: new Date(row.held_at).toISOString(),
    }));
  }

  /**
   * Holds, unless it is held already.
   *
   * @param trx - to do it together with something else
   * @returns false if it was held already
   */
  async hold(hold: Hold, trx: Knex = this.#knex): Promise<boolean> {
    const inserted = await trx<Row>(TABLE)
      .insert({
        repository: this.#repository,
        component: hold.component,
        environment: hold.environment,
        reason: hold.reason,
        held_by: hold.by,
        held_at: new Date(hold.at),
      })
      .onConflict(['repository', 'component', 'environment'])
      .ignore()
      .returning('component');
    return inserted.length === 1;
  }

  /** @returns false if nothing was held */
  async release(component: string, environment: string): Promise<boolean> {
    const removed = await this.#knex<Row>(TABLE)
      .where({ repository: this.#repository, component, environment })
      .delete();
    return removed === 1;
  }
}
