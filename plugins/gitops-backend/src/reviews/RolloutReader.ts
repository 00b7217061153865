import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  clustersOfOverlay,
  namespaceName,
  type Observation,
  parseOverlayName,
  type Plan,
  type Rollout,
  type RolloutStep,
} from '@slipway/plugin-gitops-common';
import type { GitMirror } from '../git/GitMirror';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import type { ClusterStatusReader } from '../status/ClusterStatusReader';
import type { Planner } from './Planner';
import type { PullRequestPlanStore } from './PullRequestPlanStore';
import type { ReviewReader } from './ReviewReader';
import { rolloutSteps, type RolloutTarget } from './rolloutSteps';

/** States after which nothing more is to come. */
const LAST: readonly RolloutStep['state'][] = ['healthy', 'gone', 'failed'];

/** What a {@link RolloutReader} is made from. */
export interface RolloutReaderOptions {
  reviews: Pick<ReviewReader, 'detail'>;
  store: Pick<PullRequestPlanStore, 'get'>;
  planner: Pick<Planner, 'get'> | undefined;
  index: Pick<GitOpsIndex, 'snapshot'>;
  mirror: Pick<GitMirror, 'isAncestor'>;
  clusters: readonly Pick<ClusterStatusReader, 'cluster' | 'read'>[];
}

/** Follows merged changes to the clusters. */
export class RolloutReader {
  readonly #options: RolloutReaderOptions;

  constructor(options: RolloutReaderOptions) {
    this.#options = options;
  }

  /**
   * How far the change of a pull request has come in every Application that it concerns.
   *
   * @throws `ConflictError` if it is not merged, `NotFoundError` if there is no such pull request
   */
  async read(number: number): Promise<Rollout> {
    const { merge, components, environments } =
      await this.#options.reviews.detail(number);
    const { mergeCommit } = merge;
    if (merge.state !== 'merged' || !mergeCommit) {
      throw new ConflictError(`Pull request #${number} is not merged`);
    }
    const plan = await this.#plan(number);
    const targets = plan
      ? targetsOfPlan(plan)
      : this.#targetsOf(components, environments);
    const wanted = new Set(targets.map(({ cluster }) => cluster));
    const observations = new Map<string, Observation>(
      await Promise.all(
        this.#options.clusters
          .filter(({ cluster }) => wanted.has(cluster))
          .map(async one => [one.cluster, await one.read()] as const),
      ),
    );
    const steps = rolloutSteps(
      targets,
      observations,
      await this.#including(mergeCommit, targets, observations),
    );
    return {
      mergeCommit,
      steps,
      done: steps.every(({ state }) => LAST.includes(state)),
    };
  }

  async #plan(number: number): Promise<Plan | undefined> {
    const { store, planner } = this.#options;
    const row = await store.get(number);
    if (!planner || row?.planId === undefined) {
      return undefined;
    }
    try {
      return await planner.get(row.planId);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }

  /** Without a plan, every Application of what was touched. */
  #targetsOf(
    components: readonly string[],
    touched: readonly string[],
  ): RolloutTarget[] {
    const { snapshot } = this.#options.index;
    if (!snapshot) {
      return [];
    }
    const { environments } = snapshot;
    return components.flatMap(component => {
      const names =
        snapshot.components[component]?.overlays.map(({ name }) => name) ?? [];
      return names.flatMap(name => {
        const overlay = parseOverlayName(environments, component, name);
        const environment = environments.environments.find(
          one => one.name === overlay?.environment,
        );
        if (
          !overlay ||
          !environment ||
          (touched.length > 0 && !touched.includes(environment.name))
        ) {
          return [];
        }
        return clustersOfOverlay(environment, overlay, names).map(cluster => ({
          application: namespaceName(component, environment.name),
          environment: environment.name,
          cluster,
          goes: false,
        }));
      });
    });
  }

  /** The revisions, among those that clusters are at, that contain the merge. */
  async #including(
    mergeCommit: string,
    targets: readonly RolloutTarget[],
    observations: ReadonlyMap<string, Observation>,
  ): Promise<Set<string>> {
    const names = new Set(targets.map(({ application }) => application));
    const revisions = new Set(
      [...observations.values()].flatMap(one =>
        one.status === 'observed'
          ? one.applications
              .filter(({ name }) => names.has(name))
              .flatMap(({ revision }) => revision ?? [])
          : [],
      ),
    );
    const answers = await Promise.all(
      [...revisions].map(
        async revision =>
          [
            revision,
            revision === mergeCommit ||
              (await this.#options.mirror.isAncestor(mergeCommit, revision)),
          ] as const,
      ),
    );
    return new Set(
      answers.filter(([, included]) => included).map(([revision]) => revision),
    );
  }
}

function targetsOfPlan({ overlays }: Plan): RolloutTarget[] {
  return overlays.flatMap(overlay => {
    const { application, environment } = overlay;
    const target = (goes: boolean) => (cluster: string) => ({
      application,
      environment,
      cluster,
      goes,
    });
    return [
      ...overlay.clusters.map(target(overlay.change === 'removed')),
      ...overlay.clustersRemoved.map(target(true)),
    ];
  });
}
