import {
  changesResponseSchema,
  comparisonResponseSchema,
  figuresResponseSchema,
  releasesResponseSchema,
  rollbackCandidatesResponseSchema,
  type ChangesFilter,
  type ChangesQuery,
  type ChangesResponse,
  type ComparisonResponse,
  type FiguresResponse,
  type ReleasesResponse,
  type RollbackCandidatesResponse,
} from '@slipway/plugin-gitops-common';
import {
  addressOf,
  type QueryOf,
  type RequestOptions,
  type Requests,
} from './Requests';

/** What was where, and what could be. */
export interface HistoryApi {
  /** A page of the version-change log, the newest first. */
  getChanges(
    query?: QueryOf<ChangesQuery>,
    options?: RequestOptions,
  ): Promise<ChangesResponse>;

  /** DORA's four figures of a part of the log. */
  getFigures(
    filter?: ChangesFilter,
    options?: RequestOptions,
  ): Promise<FiguresResponse>;

  /** How two environments differ. */
  getComparison(
    query: {
      source: string;
      target: string;
      component?: string;
      owner?: string;
    },
    options?: RequestOptions,
  ): Promise<ComparisonResponse>;

  /** Releases that CI reported, the newest first. */
  getReleases(
    query: { component: string; limit?: number; cursor?: number },
    options?: RequestOptions,
  ): Promise<ReleasesResponse>;

  /** Earlier releases that were healthy in an environment, the newest first. */
  getRollbackCandidates(
    component: string,
    query: { environment: string; cluster?: string },
    options?: RequestOptions,
  ): Promise<RollbackCandidatesResponse>;
}

/** {@link HistoryApi} over HTTP. */
export function historyClient(requests: Requests): HistoryApi {
  return {
    getChanges: async (query, options) =>
      requests.read(
        addressOf(['changes'], query),
        changesResponseSchema,
        options,
      ),
    getFigures: async (filter, options) =>
      requests.read(
        addressOf(['changes', 'figures'], filter),
        figuresResponseSchema,
        options,
      ),
    getComparison: async (query, options) =>
      requests.read(
        addressOf(['comparison'], query),
        comparisonResponseSchema,
        options,
      ),
    getReleases: async (query, options) =>
      requests.read(
        addressOf(['releases'], query),
        releasesResponseSchema,
        options,
      ),
    getRollbackCandidates: async (component, query, options) =>
      requests.read(
        addressOf(['components', component, 'rollbacks'], query),
        rollbackCandidatesResponseSchema,
        options,
      ),
  };
}
