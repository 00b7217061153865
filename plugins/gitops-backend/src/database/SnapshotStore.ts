import type { Knex } from 'knex';
import { type Snapshot, snapshotSchema } from '../index/snapshot';

const TABLE = 'snapshots';

/** Which branch of which repository a snapshot is of. */
export interface SnapshotKey {
  repository: string;
  branch: string;
}

/** The last good snapshot of each GitOps repository. */
export class SnapshotStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @returns undefined if there is none, or one of another version's making */
  async load({
    repository,
    branch,
  }: SnapshotKey): Promise<Snapshot | undefined> {
    const row = await this.#knex<SnapshotKey & { content: string }>(TABLE)
      .where({ repository, branch })
      .first('content');
    if (!row) {
      return undefined;
    }
    try {
      return snapshotSchema.safeParse(JSON.parse(row.content)).data;
    } catch {
      return undefined;
    }
  }

  async save(
    { repository, branch }: SnapshotKey,
    snapshot: Snapshot,
  ): Promise<void> {
    await this.#knex(TABLE)
      .insert({ repository, branch, content: JSON.stringify(snapshot) })
      .onConflict(['repository', 'branch'])
      .merge();
  }
}
