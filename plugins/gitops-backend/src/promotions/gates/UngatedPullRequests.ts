import type { Forge, ForgePullRequest } from '@slipway/plugin-gitops-node';
import type { Knex } from 'knex';
import { GATES_STATUS_CONTEXT } from '../engine/gateWords';

const TABLE = 'ungated_pull_requests';
const TIMEOUT_MS = 15_000;

interface Row {
  repository: string;
  number: number;
  head: string;
}

/** What {@link UngatedPullRequests} are made from. */
export interface UngatedOptions {
  database: Knex;
  forge: Pick<Forge, 'setStatus'>;
  /** Address of the GitOps repository. */
  repository: string;
  /** Page of a pull request in the portal. */
  pageOf(number: number): string;
}

/**
 * Lets pull requests that are no promotion pass the check of gates, so that a branch may demand it of all. Each
 * commit is told of once.
 */
export class UngatedPullRequests {
  readonly #options: UngatedOptions;

  constructor(options: UngatedOptions) {
    this.#options = options;
  }

  /** @param pulls - the open ones that are no promotion */
  async pass(pulls: readonly ForgePullRequest[]): Promise<void> {
    const { database, forge, repository, pageOf } = this.#options;
    const rows = await database<Row>(TABLE).where({ repository });
    const told = new Map(rows.map(({ number, head }) => [number, head]));
    for (const { number, commit: head } of pulls) {
      if (told.get(number) !== head) {
        await forge.setStatus(
          {
            commit: head,
            context: GATES_STATUS_CONTEXT,
            state: 'success',
            description: 'It is no promotion, so that no gate is in its way',
            url: pageOf(number),
          },
          { signal: AbortSignal.timeout(TIMEOUT_MS) },
        );
        await database<Row>(TABLE)
          .insert({ repository, number, head })
          .onConflict(['repository', 'number'])
          .merge(['head']);
      }
      told.delete(number);
    }
    await database<Row>(TABLE)
      .where({ repository })
      .whereIn('number', [...told.keys()])
      .delete();
  }
}
