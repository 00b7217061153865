import {
  type ComputedPlan,
  type ObjectManifests,
  objectManifestsSchema,
  type Plan,
  planSchema,
} from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { compress, decompress } from './compress';

const TABLE = 'plans';
/** The part of a plan that is the plan itself. */
const PLAN = '';
/** Rows of one statement; SQLite takes few parameters. */
const BATCH = 100;
const manifestsSchema = z.array(objectManifestsSchema);

interface Row {
  id: string;
  part: string;
  created_at: Date;
  content: Buffer;
}

/** Plans that were computed, shared by all replicas. They are masked before they come here. */
export class PlanStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @returns undefined if there is none, or one of another version's making */
  async plan(id: string): Promise<Plan | undefined> {
    return planSchema.safeParse(await this.#read(id, PLAN)).data;
  }

  /** @returns undefined if the plan has no such overlay */
  async manifests(
    id: string,
    overlay: string,
  ): Promise<ObjectManifests[] | undefined> {
    return manifestsSchema.safeParse(await this.#read(id, overlay)).data;
  }

  /** Saves a plan; of the same one saved twice, the last stays. */
  async save({ plan, manifests }: ComputedPlan): Promise<void> {
    const parts: [string, unknown][] = [[PLAN, plan], ...manifests];
    const rows: Row[] = [];
    for (const [part, content] of parts) {
      rows.push({
        id: plan.id,
        part,
        created_at: new Date(plan.createdAt),
        content: await compress(JSON.stringify(content)),
      });
    }
    await this.#knex.transaction(async transaction => {
      for (let at = 0; at < rows.length; at += BATCH) {
        await transaction<Row>(TABLE)
          .insert(rows.slice(at, at + BATCH))
          .onConflict(['id', 'part'])
          .merge();
      }
    });
  }

  /** Forgets plans from before a time, and all but the newest. */
  async prune(options: { before: Date; keep: number }): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where('created_at', '<', options.before)
      .delete();
    const newest = this.#knex<Row>(TABLE)
      .where('part', PLAN)
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(options.keep)
      .select('id');
    await this.#knex<Row>(TABLE)
      .whereNotIn('id', this.#knex.from(newest.as('newest')).select('id'))
      .delete();
  }

  async #read(id: string, part: string): Promise<unknown> {
    const row = await this.#knex<Row>(TABLE)
      .where({ id, part })
      .first('content');
    const text = row && (await decompress(row.content));
    return text === undefined ? undefined : JSON.parse(text);
  }
}
