import { ConflictError } from '@backstage/errors';
import {
  type ReportedRelease,
  reportedReleaseSchema,
} from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';

const RELEASES = 'releases';
const TOKENS = 'release_tokens';
/** Releases that one statement looks for; databases limit its variables. */
const PAIRS = 400;

/** A release with what tells whether it was reported before. */
export interface NewRelease {
  release: ReportedRelease;
  repositoryId: string;
  runId: string;
  /** Of the report: the same words, the same fingerprint. */
  fingerprint: string;
  token: { jti: string; expiresAt: Date };
}

interface ReleaseRow {
  id: number;
  component: string;
  version: string;
  repository_id: string;
  run_id: string;
  fingerprint: string;
  content: string;
}

/** The releases that CI reported; shared by all replicas. None is ever changed. */
export class ReleaseStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Records a release and uses up its token, or does neither.
   *
   * @returns the record, and whether it is new: a run may report the same release again, with a new token
   * @throws `ConflictError` that names the first record, if the token was used or the version is taken
   */
  async record(
    entry: NewRelease,
  ): Promise<{ release: ReportedRelease; created: boolean }> {
    const { release, token } = entry;
    return this.#knex.transaction(async trx => {
      const inserted: Pick<ReleaseRow, 'id'>[] = await trx(RELEASES)
        .insert({
          component: release.component,
          version: release.version,
          repository_id: entry.repositoryId,
          run_id: entry.runId,
          fingerprint: entry.fingerprint,
          created_at: new Date(release.createdAt),
          content: JSON.stringify(release),
        })
        .onConflict(['component', 'version'])
        .ignore()
        .returning('id');
      const first = await this.#first(trx, release);
      // Before the versions are compared: a copied token learns nothing but that it was used.
      const used = await trx(TOKENS)
        .insert({
          jti: token.jti,
          release_id: first.id,
          expires_at: token.expiresAt,
        })
        .onConflict('jti')
        .ignore()
        .returning('jti');
      if (used.length === 0) {
        throw await this.#replayed(trx, token.jti);
      }
      if (
        inserted.length === 0 &&
        (first.fingerprint !== entry.fingerprint ||
          first.run_id !== entry.runId ||
          first.repository_id !== entry.repositoryId)
      ) {
        throw new ConflictError(
          `${describe(first)} and is not changed; release what is different as another version`,
        );
      }
      return { release: read(first), created: inserted.length === 1 };
    });
  }

  /**
   * A page of a component's releases, the newest first.
   *
   * @param options.cursor - how manieth of the component's releases the last one shown was. Ids are of no use:
   *   from them one could count the releases of components that one does not see.
   */
  async list(options: {
    component: string;
    limit: number;
    cursor?: number;
  }): Promise<{ releases: ReportedRelease[]; next?: number }> {
    const { component, limit, cursor } = options;
    const all = this.#knex<ReleaseRow>(RELEASES).where({ component });
    // None is ever removed, so that each keeps its number.
    const [{ count }] = await all.clone().count({ count: '*' });
    const last = Math.min(Number(count), (cursor ?? Infinity) - 1);
    const rows = await all
      .orderBy('id', 'desc')
      .offset(Number(count) - last)
      .limit(limit);
    const next = last - rows.length + 1;
    return {
      releases: rows.map(read),
      ...(rows.length > 0 && next > 1 && { next }),
    };
  }

  /** @returns undefined if no such release was reported */
  async find(
    component: string,
    version: string,
  ): Promise<ReportedRelease | undefined> {
    const row = await this.#knex<ReleaseRow>(RELEASES)
      .where({ component, version })
      .first();
    return row && read(row);
  }

  /** Those of some releases that were reported. */
  async findAll(
    wanted: readonly { component: string; version: string }[],
  ): Promise<ReportedRelease[]> {
    const releases: ReportedRelease[] = [];
    for (let start = 0; start < wanted.length; start += PAIRS) {
      const rows = await this.#knex<ReleaseRow>(RELEASES).whereIn(
        ['component', 'version'],
        wanted
          .slice(start, start + PAIRS)
          .map(({ component, version }) => [component, version]),
      );
      releases.push(...rows.map(read));
    }
    return releases;
  }

  /** Forgets tokens that are refused for their age. */
  async forgetTokens(expiredBefore: Date): Promise<void> {
    await this.#knex(TOKENS).where('expires_at', '<', expiredBefore).delete();
  }

  async #first(
    trx: Knex.Transaction,
    { component, version }: ReportedRelease,
  ): Promise<ReleaseRow> {
    return trx<ReleaseRow>(RELEASES)
      .where({ component, version })
      .first()
      .then(found);
  }

  async #replayed(trx: Knex.Transaction, jti: string): Promise<ConflictError> {
    const row = await trx<ReleaseRow>(RELEASES)
      .join(TOKENS, `${RELEASES}.id`, `${TOKENS}.release_id`)
      .where(`${TOKENS}.jti`, jti)
      .first(`${RELEASES}.*`)
      .then(found);
    return new ConflictError(
      `${describe(row)} with this very token; ask for a new token to report anything else`,
    );
  }
}

function found(row: ReleaseRow | undefined): ReleaseRow {
  if (!row) {
    throw new Error('A release that was recorded is gone');
  }
  return row;
}

function read(row: ReleaseRow): ReportedRelease {
  return reportedReleaseSchema.parse(JSON.parse(row.content));
}

function describe(row: ReleaseRow): string {
  const { component, version, createdAt, source } = read(row);
  return `${component} ${version} was reported at ${createdAt} by run ${row.run_id} of ${source.repository}`;
}
