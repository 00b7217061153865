import { NotFoundError } from '@backstage/errors';
import {
  evaluateGates,
  type GateResult,
  livePartsOf,
  type Promotion,
  type Verdict,
} from '@slipway/plugin-gitops-common';
import type { ForgePullRequestDetail } from '@slipway/plugin-gitops-node';
import type { HoldStore } from '../../holds/HoldStore';
import type { GitOpsIndex } from '../../index/GitOpsIndex';
import { type GateOverriders, hotfixOf } from './hotfixLabel';
import type { UpstreamReader } from './UpstreamReader';

/** What counts where nothing can be planned. */
export const UNPLANNED: Verdict = { level: 'safe', reasons: [] };

/** What a {@link GateKeeper} is made from. */
export interface GateKeeperOptions {
  index: Pick<GitOpsIndex, 'snapshot'>;
  holds: Pick<HoldStore, 'list'>;
  upstream: Pick<UpstreamReader, 'read'>;
  /** Whose labels on the forge count. */
  overriders: GateOverriders;
  now(): Date;
}

/** What is known of a change itself. */
export interface GateFacts {
  /** Undefined while it is being planned. */
  verdict: Verdict | undefined;
  /** Its pull request, if it has one. */
  pullRequest?: Pick<
    ForgePullRequestDetail,
    'events' | 'commit' | 'author' | 'labels'
  >;
  /** Earlier commits of it that are the very change; what was said of these is said of the newest. */
  sameAs?: ReadonlySet<string>;
}

/** Looks at the gates of a promotion as they are now. */
export class GateKeeper {
  readonly #options: GateKeeperOptions;

  constructor(options: GateKeeperOptions) {
    this.#options = options;
  }

  /** @throws `NotFoundError` if `environments.yaml` has no such environment */
  async look(
    promotion: Pick<
      Promotion,
      'kind' | 'environment' | 'parts' | 'exception' | 'hotfix' | 'requestedBy'
    >,
    { verdict, pullRequest, sameAs }: GateFacts,
  ): Promise<GateResult[]> {
    const { index, holds, upstream, overriders, now } = this.#options;
    const environments = index.snapshot?.environments;
    const environment = environments?.environments.find(
      ({ name }) => name === promotion.environment,
    );
    if (!environments || !environment) {
      throw new NotFoundError(
        `Environment "${promotion.environment}" is not in environments.yaml`,
      );
    }
    const [held, before, hotfix] = await Promise.all([
      holds.list(),
      upstream.read(promotion, environments, environment),
      hotfixOf(promotion, pullRequest, overriders),
    ]);
    return evaluateGates({
      environment: promotion.environment,
      environments,
      kind: promotion.kind,
      components: [
        ...new Set(livePartsOf(promotion).map(({ component }) => component)),
      ],
      now: now(),
      upstream: before,
      approvals: pullRequest ? approversOf(pullRequest, sameAs) : [],
      author: nameOf(promotion.requestedBy),
      holds: held,
      exception: promotion.exception,
      ...hotfix,
      verdict,
    });
  }
}

/** Who approves the newest commit, and did not ask for changes since. */
function approversOf(
  { events, commit, author }: NonNullable<GateFacts['pullRequest']>,
  sameAs: ReadonlySet<string> = new Set(),
): string[] {
  const last = new Map<string, boolean>();
  for (const event of events) {
    if (event.kind === 'approved' || event.kind === 'changes-requested') {
      last.set(
        event.author,
        event.kind === 'approved' &&
          event.commit !== undefined &&
          (event.commit === commit || sameAs.has(event.commit)),
      );
    }
  }
  return [...last]
    .filter(([who, approved]) => approved && who !== author)
    .map(([who]) => who);
}

/** People are called by their logins in the catalog. */
function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}
