import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  advance,
  type GateResult,
  isEnded,
  livePartsOf,
  type Plan,
  type Promotion,
  type PromotionStep,
} from '@slipway/plugin-gitops-common';
import type { Forge } from '@slipway/plugin-gitops-node';
import type { GitMirror } from '../../git/GitMirror';
import type { GitOpsIndex } from '../../index/GitOpsIndex';
import type { PullRequestPlanStore } from '../../reviews/PullRequestPlanStore';
import type { ProposedFile } from '../../plan/trees/proposedFiles';
import type { GateKeeper } from '../gates/GateKeeper';
import { newOverrides } from '../gates/newOverrides';
import type { UngatedPullRequests } from '../gates/UngatedPullRequests';
import type { ClusterObserver } from '../gates/UpstreamReader';
import type { ReleaseLayers } from '../layers/ReleaseLayers';
import type { Progress } from '../store/progress';
import type { ClaimedPromotion } from '../store/progress';
import type { PromotionChange, PromotionQueue } from '../store/PromotionQueue';
import type { PromotionStore } from '../store/PromotionStore';

/** A step on the forge takes no longer than this, some seven requests of which a slow one answers each in 5 s. Milliseconds. */
const CALL_TIMEOUT_MS = 45_000;

/** Makes plans of promotions. */
export interface PromotionPlanner {
  planFiles(
    request: { files: readonly ProposedFile[] },
    options?: { signal?: AbortSignal },
  ): Promise<Plan>;
  get(id: string): Promise<Plan>;
}

/** What promotions are worked on with. */
export interface EngineParts {
  store: Pick<PromotionStore, 'ahead' | 'get' | 'list' | 'open' | 'wake'>;
  queue: PromotionQueue;
  forge: Pick<
    Forge,
    'proposals' | 'readPullRequest' | 'setStatus' | 'listOpenPullRequests'
  >;
  index: Pick<GitOpsIndex, 'snapshot' | 'status' | 'refresh'>;
  mirror: Pick<GitMirror, 'isAncestor' | 'resolve' | 'objects'>;
  layers: ReleaseLayers;
  gates: Pick<GateKeeper, 'look'>;
  ungated: Pick<UngatedPullRequests, 'pass'>;
  clusters: readonly ClusterObserver[];
  /** Undefined if the portal makes no plans; then no policy can be against anything. */
  planner: PromotionPlanner | undefined;
  plans: Pick<PullRequestPlanStore, 'get' | 'open'>;
  /** The branch that clusters follow. */
  branch: string;
  /** Page of a promotion in the portal. */
  pageOf(promotion: Promotion): string;
  /** Told of every new state, once it is written down. */
  onState(promotion: Promotion): void;
  /** Told of every gate that somebody's word opened, before it is written down: rather twice than never. */
  onOverride(promotion: Promotion, gate: GateResult): void;
  logger: LoggerService;
  now(): Date;
}

/** What comes after a step: another one, a pause, or nothing any more. */
export type Next = 'again' | 'never' | { afterMs: number };

/** One promotion while a worker has it. */
export class PromotionWork {
  readonly parts: EngineParts;
  #claimed: ClaimedPromotion;

  constructor(parts: EngineParts, claimed: ClaimedPromotion) {
    this.parts = parts;
    this.#claimed = claimed;
  }

  get claimed(): ClaimedPromotion {
    return this.#claimed;
  }

  get promotion(): Promotion {
    return this.#claimed.promotion;
  }

  get progress(): Progress {
    return this.#claimed.progress;
  }

  /** Overlays of the parts that it still has. */
  get overlays(): string[] {
    return livePartsOf(this.promotion).map(({ overlay }) => overlay);
  }

  /** @throws as `PromotionQueue.change` does */
  async save(change: PromotionChange): Promise<void> {
    const { queue, now, onOverride } = this.parts;
    const { gates = [] } = change.progress ?? {};
    for (const gate of newOverrides(this.progress.gates, gates)) {
      onOverride(this.promotion, gate);
    }
    this.#claimed = await queue.change(this.#claimed, change, now());
  }

  /** Goes on to a state, and tells of it. */
  async advance(
    step: StepFacts,
    progress: Partial<Progress> = {},
  ): Promise<Next> {
    const at = this.parts.now().toISOString();
    await this.save({
      promotion: one => advance(one, { ...step, at }),
      progress: { problem: undefined, ...progress },
    });
    this.parts.onState(this.promotion);
    return isEnded(this.promotion.state) && !this.#claimed.hasBranch
      ? 'never'
      : 'again';
  }

  /** Limits one call. */
  call(): { signal: AbortSignal } {
    return { signal: AbortSignal.timeout(CALL_TIMEOUT_MS) };
  }
}

/** A step without its time. */
type StepFacts = PromotionStep extends infer S
  ? S extends PromotionStep
    ? Omit<S, 'at'>
    : never
  : never;
