import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  compareVersions,
  type Environment,
  promotionRequestSchema,
  releaseVersion,
  type ReportedRelease,
} from '@slipway/plugin-gitops-common';
import type { GitOpsIndex } from '../../index/GitOpsIndex';
import type { Snapshot } from '../../index/snapshot';
import { overlaysIn } from '../request/partsOf';
import type { PromotionService } from '../request/PromotionService';
import type { NewReleases } from './NewReleases';

const AT_A_TIME = 50;
/** References are shorter; subjects of tokens may not be. */
const MAX_NAME = 300;

/** What stands against a release for good, so that it is not tried again. */
const FINAL = new Set(['ConflictError', 'InputError', 'NotFoundError']);

/** What an {@link AutomaticPromoter} is made from. */
export interface AutomaticPromoterOptions {
  releases: Pick<NewReleases, 'next' | 'done'>;
  service: Pick<PromotionService, 'request'>;
  index: Pick<GitOpsIndex, 'snapshot'>;
  logger: LoggerService;
}

/** Asks for every new release where environments take them by themselves. Their gates decide when. */
export class AutomaticPromoter {
  readonly #options: AutomaticPromoterOptions;

  constructor(options: AutomaticPromoterOptions) {
    this.#options = options;
  }

  /** Goes through what is new. Done twice, or by many, it is done once. */
  async work(): Promise<void> {
    const { releases, index } = this.#options;
    const { snapshot } = index;
    if (!snapshot) {
      return;
    }
    for (const { id, release } of await releases.next(AT_A_TIME)) {
      for (const environment of snapshot.environments.environments) {
        if (takes(snapshot, environment, release)) {
          await this.#promote(release, environment);
        }
      }
      await releases.done(id);
    }
  }

  async #promote(
    { component, version, reportedBy }: ReportedRelease,
    { name }: Environment,
  ): Promise<void> {
    const { service, logger } = this.#options;
    const request = promotionRequestSchema.parse({
      kind: 'promotion',
      environment: name,
      parts: [{ component, version }],
    });
    try {
      await service.request(request, reportedBy.slice(0, MAX_NAME));
    } catch (error) {
      const { name: kind, message } = toError(error);
      if (!FINAL.has(kind)) {
        throw error;
      }
      logger.info(`${component} ${version} stays out of ${name}: ${message}`);
    }
  }
}

/** Whether a release goes into an environment by itself: fixes of old versions do not take back newer ones. */
function takes(
  snapshot: Snapshot,
  environment: Environment,
  { component, version }: ReportedRelease,
): boolean {
  return (
    environment.promotion === 'automatic' &&
    overlaysIn(snapshot, component, environment).some(
      ({ indexed }) =>
        compareVersions(releaseVersion(indexed.images), version) !==
        'downgrade',
    )
  );
}
