import { InputError } from '@backstage/errors';
import {
  type ChangeResult,
  type ChangesFilter,
  type VersionChange,
  versionChangeSchema,
} from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import type { ChangeLog } from '../ChangeLog';
import { type ResultRow, readResults } from './results';

const CHANGES = 'version_changes';
const RESULTS = 'version_change_results';
const CURSORS = 'version_change_cursors';
/** Rows of one statement; databases limit its variables. */
const ROWS = 100;

/** Which branch of which repository the log is of. */
export interface BranchKey {
  repository: string;
  branch: string;
}

/** What a page of the log is of. */
export interface ChangesScope extends Omit<ChangesFilter, 'owner'> {
  /** Only these components; undefined for all. */
  components?: readonly string[];
}

/** An entry with its place in the log. */
export interface StoredChange {
  seq: number;
  change: VersionChange;
}

interface ChangeRow {
  seq: number;
  content: string;
}

/** The version-change log of one branch; shared by all replicas. */
export class ChangeStore implements ChangeLog {
  readonly #knex: Knex;
  readonly #key: BranchKey;

  constructor(knex: Knex, key: BranchKey) {
    this.#knex = knex;
    this.#key = key;
  }

  /** The commit up to which the branch was read; undefined if it never was. */
  async cursor(): Promise<string | undefined> {
    const row = await this.#knex<{ commit: string }>(CURSORS)
      .where(this.#key)
      .first('commit');
    return row?.commit;
  }

  /**
   * Adds what was read between two commits, or nothing if another replica went on from the first meanwhile.
   *
   * @param changes - the oldest first; those that the log has already are left out
   * @returns those that are new; undefined if another replica was faster
   */
  async advance(
    from: string | undefined,
    to: string,
    changes: readonly VersionChange[],
  ): Promise<VersionChange[] | undefined> {
    return this.#knex.transaction(async trx => {
      if (!(await this.#move(trx, from, to))) {
        return undefined;
      }
      const added = new Set<string>();
      for (let start = 0; start < changes.length; start += ROWS) {
        const rows: { id: string }[] = await trx(CHANGES)
          .insert(changes.slice(start, start + ROWS).map(one => this.#row(one)))
          .onConflict(['repository', 'id'])
          .ignore()
          .returning('id');
        rows.forEach(({ id }) => added.add(id));
      }
      return changes.filter(({ id }) => added.has(id));
    });
  }

  async newest(scope: ChangesScope, limit: number): Promise<VersionChange[]> {
    return (await this.page(scope, { limit })).changes;
  }

  async ofOverlay(overlay: string, limit: number): Promise<VersionChange[]> {
    const rows = await this.#changes()
      .where({ overlay })
      .orderBy('seq', 'desc')
      .limit(limit);
    return changesOf(await this.#withResults(rows));
  }

  /**
   * A page of the log, the newest first.
   *
   * @param before - id of the last entry of the page before; a number of the log would tell how many there are in all
   * @throws `InputError` if the components have no such entry
   */
  async page(
    scope: ChangesScope,
    { limit, before }: { limit: number; before?: string },
  ): Promise<{ changes: VersionChange[]; next?: string }> {
    const query = this.#scoped(scope)
      .orderBy('seq', 'desc')
      .limit(limit + 1);
    const rows = await (before === undefined
      ? query
      : query.where('seq', '<', await this.#place(scope, before)));
    const page = changesOf(await this.#withResults(rows.slice(0, limit)));
    return {
      changes: page,
      ...(rows.length > limit && { next: page[page.length - 1].id }),
    };
  }

  /**
   * The newest entry of each overlay, which is what clusters are brought to now, as far as it has clusters where it
   * was not healthy yet, or became so after a time, or fails.
   */
  async unsettled(healthyAfter: Date): Promise<StoredChange[]> {
    const newest = this.#knex(CHANGES)
      .where({ repository: this.#key.repository })
      .groupBy('overlay')
      .max('seq');
    const settled = this.#knex(RESULTS)
      .where('change', this.#knex.ref(`${CHANGES}.seq`))
      .where('healthy_at', '<=', healthyAfter)
      .where(results => this.#notFailing(results))
      .count();
    return this.#withResults(
      await this.#changes()
        .whereIn('seq', newest)
        .whereNot('kind', 'removal')
        .where('cluster_count', '>', settled)
        .orderBy('seq'),
    );
  }

  /**
   * Keeps what was seen of a change on a cluster. The first time of each kind stays, but a failure takes the place of
   * one that is over.
   *
   * @returns whether it is news
   */
  async addResult(
    seq: number,
    cluster: string,
    { healthyAt, failedAt, recoveredAt, message }: ChangeResult,
  ): Promise<boolean> {
    const key = { change: seq, cluster };
    await this.#knex(RESULTS)
      .insert(key)
      .onConflict(['change', 'cluster'])
      .ignore();
    const healthy =
      healthyAt !== undefined &&
      (await this.#knex(RESULTS)
        .where(key)
        .whereNull('healthy_at')
        .update({ healthy_at: new Date(healthyAt) }));
    const failed =
      failedAt !== undefined &&
      (await this.#knex(RESULTS)
        .where(key)
        .where(results => this.#notFailing(results))
        .update({
          failed_at: new Date(failedAt),
          recovered_at: null,
          message: message?.slice(0, 1_000),
        }));
    const recovered =
      recoveredAt !== undefined &&
      (await this.#knex(RESULTS)
        .where(key)
        .whereNotNull('failed_at')
        .whereNull('recovered_at')
        .update({ recovered_at: new Date(recoveredAt) }));
    return Boolean(healthy || failed || recovered);
  }

  async #move(
    trx: Knex.Transaction,
    from: string | undefined,
    to: string,
  ): Promise<boolean> {
    if (from !== undefined) {
      const moved = await trx(CURSORS)
        .where({ ...this.#key, commit: from })
        .update({ commit: to });
      return moved === 1;
    }
    const inserted = await trx(CURSORS)
      .insert({ ...this.#key, commit: to })
      .onConflict(['repository', 'branch'])
      .ignore()
      .returning('commit');
    return inserted.length === 1;
  }

  async #place({ components }: ChangesScope, id: string): Promise<number> {
    const [row] = await this.#scoped({ components }).where('id', id).limit(1);
    if (!row) {
      throw new InputError(
        `cursor: there is no entry ${JSON.stringify(id)}; begin with the first page`,
      );
    }
    return row.seq;
  }

  #row(change: VersionChange) {
    const { id, component, environment, overlay, kind, clusters, at } = change;
    return {
      repository: this.#key.repository,
      id,
      component,
      environment,
      overlay,
      kind,
      clusters: ` ${clusters.join(' ')} `,
      cluster_count: clusters.length,
      at: new Date(at),
      content: JSON.stringify(change),
    };
  }

  #changes() {
    return this.#knex(CHANGES)
      .where({ repository: this.#key.repository })
      .select<ChangeRow[]>('seq', 'content');
  }

  #scoped(scope: ChangesScope) {
    const query = this.#changes();
    const { component, environment, kind, cluster, from, until } = scope;
    const equal = { component, environment, kind };
    for (const [column, value] of Object.entries(equal)) {
      if (value !== undefined) {
        query.where(column, value);
      }
    }
    if (cluster !== undefined) {
      query.where('clusters', 'like', `% ${cluster} %`);
    }
    if (from !== undefined) {
      query.where('at', '>=', new Date(from));
    }
    if (until !== undefined) {
      query.where('at', '<', new Date(until));
    }
    if (scope.components) {
      query.whereIn('component', scope.components);
    }
    return query;
  }

  /** Results of clusters where a change never failed, or recovered. */
  #notFailing(results: Knex.QueryBuilder): void {
    results
      .whereNull('failed_at')
      .orWhereNotNull('recovered_at')
      .orWhere('healthy_at', '>', this.#knex.ref('failed_at'));
  }

  async #withResults(rows: readonly ChangeRow[]): Promise<StoredChange[]> {
    const results: ResultRow[] = [];
    for (let start = 0; start < rows.length; start += ROWS * 5) {
      const some = rows.slice(start, start + ROWS * 5).map(({ seq }) => seq);
      results.push(
        ...(await this.#knex<ResultRow>(RESULTS)
          .whereIn('change', some)
          .orderBy('cluster')),
      );
    }
    const bySeq = readResults(results);
    return rows.map(({ seq, content }) => ({
      seq,
      change: versionChangeSchema.parse({
        ...JSON.parse(content),
        results: Object.fromEntries(bySeq.get(seq) ?? []),
      }),
    }));
  }
}

function changesOf(stored: readonly StoredChange[]): VersionChange[] {
  return stored.map(({ change }) => change);
}
