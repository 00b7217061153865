import { randomBytes } from 'node:crypto';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  artefactsOf,
  type Environment,
  promoteBranchName,
  promotesDirectly,
  type Promotion,
  type PromotionPart,
  type PromotionRequest,
  type ReleaseArtefact,
  rollbackBranchName,
  rollbackCandidates,
  trainBranchName,
} from '@slipway/plugin-gitops-common';
import type { ChangeLog } from '../../history/ChangeLog';
import type { GitOpsIndex } from '../../index/GitOpsIndex';
import type { Snapshot } from '../../index/snapshot';
import type { ReleaseStore } from '../../releases/ReleaseStore';
import type { LayerChange, ReleaseLayers } from '../layers/ReleaseLayers';
import {
  checkRequest,
  environmentOf,
  namedIn,
  nothingToDo,
  overlaysIn,
  overlaysOf,
  partOf,
  type PlacedOverlay,
} from './partsOf';

/** Changes of an overlay that a rollback may go back over. */
export const MAX_CHANGES = 500;

/** What a {@link RequestResolver} is made from. */
export interface RequestResolverOptions {
  index: Pick<GitOpsIndex, 'snapshot'>;
  releases: Pick<ReleaseStore, 'find'>;
  changes: Pick<ChangeLog, 'ofOverlay'>;
  layers: Pick<ReleaseLayers, 'changes'>;
  now(): Date;
}

/** A request in full: the record it would become, and what it would change. */
export interface ResolvedRequest {
  promotion: Promotion;
  changes: LayerChange[];
}

/** Finds out what a request means in Git as it is. */
export class RequestResolver {
  readonly #options: RequestResolverOptions;

  constructor(options: RequestResolverOptions) {
    this.#options = options;
  }

  /** @throws `ServiceUnavailableError` if the GitOps repository was never read */
  get snapshot(): Snapshot {
    const { snapshot } = this.#options.index;
    if (!snapshot) {
      throw new ServiceUnavailableError(
        'The GitOps repository is not read yet; try again later',
      );
    }
    return snapshot;
  }

  /**
   * @param by - who asks
   * @throws `InputError`, `NotFoundError` or `ConflictError` with what is wrong with the request
   */
  async resolve(
    request: PromotionRequest,
    by: string,
  ): Promise<ResolvedRequest> {
    checkRequest(request);
    const { snapshot } = this;
    const environment = environmentOf(snapshot, request.environment);
    const asked: PromotionPart[] = [];
    for (const part of request.parts) {
      for (const overlay of overlaysOf(snapshot, environment, part)) {
        const images = await this.#images(request, part, overlay);
        asked.push(partOf(part, overlay, images));
      }
    }
    const all = await this.#options.layers.changes(
      { parts: asked },
      snapshot.commit,
    );
    const changes = all.filter(({ before, after }) => before !== after);
    const overlays = new Set(changes.map(({ overlay }) => overlay));
    const parts = asked.filter(({ overlay }) => overlays.has(overlay));
    if (parts.length === 0) {
      throw nothingToDo(request);
    }
    return {
      promotion: this.#record(request, environment, parts, by),
      changes,
    };
  }

  async #images(
    { kind, source }: PromotionRequest,
    part: PromotionRequest['parts'][number],
    overlay: PlacedOverlay,
  ): Promise<ReleaseArtefact[]> {
    const { component, version } = part;
    const found =
      kind === 'rollback'
        ? await this.#earlier(overlay, version)
        : this.#inSource(component, version, source);
    if (found) {
      return found;
    }
    const reported = await this.#options.releases.find(component, version);
    if (reported) {
      return reported.images;
    }
    const { snapshot } = this;
    for (const environment of snapshot.environments.environments) {
      const named = namedIn(
        overlaysIn(snapshot, component, environment),
        version,
      );
      if (named) {
        return named;
      }
    }
    throw new NotFoundError(
      kind === 'rollback'
        ? `${component} ${version} was never healthy in ${overlay.path}; choose an earlier release that was`
        : `There is no release ${version} of ${component}; have its workflow report it, or choose another`,
    );
  }

  #inSource(
    component: string,
    version: string,
    source: string | undefined,
  ): ReleaseArtefact[] | undefined {
    if (source === undefined) {
      return undefined;
    }
    const { snapshot } = this;
    const from = environmentOf(snapshot, source);
    return namedIn(overlaysIn(snapshot, component, from), version);
  }

  async #earlier(
    { path, indexed }: PlacedOverlay,
    version: string,
  ): Promise<ReleaseArtefact[] | undefined> {
    const log = await this.#options.changes.ofOverlay(path, MAX_CHANGES);
    const present = artefactsOf(indexed.images);
    return rollbackCandidates(log, path, present).find(
      one => one.version === version,
    )?.images;
  }

  #record(
    request: PromotionRequest,
    environment: Environment,
    parts: PromotionPart[],
    by: string,
  ): Promotion {
    const id = randomBytes(6).toString('hex');
    const at = this.#options.now().toISOString();
    const { kind, source, hotfix, exception, reason } = request;
    return {
      id,
      kind,
      environment: environment.name,
      ...(source !== undefined && { source }),
      parts,
      state: 'requested',
      direct: isDirect(request, environment),
      hotfix,
      ...(exception && { exception: { ...exception, by } }),
      ...(reason !== undefined && { reason }),
      requestedBy: by,
      requestedAt: at,
      branch: branchOf(request, parts[0].component, id),
      history: [{ state: 'requested', at, by }],
    };
  }
}

function isDirect(
  { kind }: PromotionRequest,
  environment: Environment,
): boolean {
  const approvals =
    kind === 'rollback' ? environment.gates?.approvalsForRollback : 0;
  return promotesDirectly(environment) && !approvals;
}

/** Of its own for each promotion, so that none finds what another left. */
function branchOf(
  { kind, environment }: PromotionRequest,
  component: string,
  id: string,
): string {
  if (kind === 'train') {
    return trainBranchName(environment, id);
  }
  const name = kind === 'rollback' ? rollbackBranchName : promoteBranchName;
  return `${name(component, environment)}.${id}`;
}
