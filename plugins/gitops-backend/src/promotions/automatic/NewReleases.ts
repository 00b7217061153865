import {
  type ReportedRelease,
  reportedReleaseSchema,
} from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';

const RELEASES = 'releases';
const PROMOTED = 'promoted_releases';

/** A release that nobody looked at yet. */
export interface NewRelease {
  id: number;
  release: ReportedRelease;
}

/** Releases that are to go where every release goes; shared by all replicas. */
export class NewReleases {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The oldest first. */
  async next(limit: number): Promise<NewRelease[]> {
    const rows = await this.#knex<{ id: number; content: string }>(RELEASES)
      .whereNotExists(
        this.#knex(PROMOTED).whereRaw('?? = ??', [
          `${PROMOTED}.release_id`,
          `${RELEASES}.id`,
        ]),
      )
      .orderBy('id')
      .limit(limit);
    return rows.map(({ id, content }) => ({
      id,
      release: reportedReleaseSchema.parse(JSON.parse(content)),
    }));
  }

  /** Takes note that a release went its way. */
  async done(id: number): Promise<void> {
    await this.#knex(PROMOTED)
      .insert({ release_id: id })
      .onConflict('release_id')
      .ignore();
  }
}
