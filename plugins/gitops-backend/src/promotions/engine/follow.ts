import {
  livePartsOf,
  namespaceName,
  type Observation,
  overtakenBy,
  type Promotion,
  type RolloutStep,
} from '@slipway/plugin-gitops-common';
import { rolloutSteps, type RolloutTarget } from '../../reviews/rolloutSteps';
import type { Next, PromotionWork } from './PromotionWork';

const LOOK_EVERY_MS = 5_000;
/** Whatever takes longer than this is waited for with more patience. */
const SOON_MS = 30 * 60_000;
const PATIENT_MS = 30_000;
/** It may run badly for this long, as while pods take turns. */
const GRACE_MS = 2 * 60_000;
const NEWER_LOOKED_AT = 50;

/** `merged` and `synced`: waits until all clusters run it well, or one does not. */
export async function follow(work: PromotionWork): Promise<Next> {
  const { promotion } = work;
  const newer = await overtaking(work);
  if (newer) {
    return work.advance({ state: 'superseded', supersededBy: newer.id });
  }
  const steps = await stepsOf(work);
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed) {
    return fail(work, failed);
  }
  if (work.progress.failingSince !== undefined) {
    await work.save({ progress: { failingSince: undefined } });
  }
  const isHealthy = steps.every(({ state }) => state === 'healthy');
  const isSynced = steps.every(
    ({ state }) => state === 'healthy' || state === 'synced',
  );
  if (promotion.state === 'merged' && isSynced) {
    return work.advance({ state: 'synced' });
  }
  if (promotion.state === 'synced' && isHealthy) {
    return work.advance({ state: 'healthy' });
  }
  return { afterMs: patience(work) };
}

/** A promotion that put another release in the place of this one. */
async function overtaking({
  parts: { store },
  claimed,
  promotion,
}: PromotionWork): Promise<Promotion | undefined> {
  const [{ component }] = livePartsOf(promotion);
  const { environment } = promotion;
  const { stored } = await store.list({
    component,
    environment,
    limit: NEWER_LOOKED_AT,
  });
  return stored
    .filter(
      one => one.seq > claimed.seq && one.promotion.mergeCommit !== undefined,
    )
    .map(one => one.promotion)
    .find(one => overtakenBy(one, [promotion]).length > 0);
}

async function stepsOf(work: PromotionWork): Promise<RolloutStep[]> {
  const { clusters, mirror } = work.parts;
  const { promotion } = work;
  const targets: RolloutTarget[] = livePartsOf(promotion).flatMap(part =>
    part.clusters.map(cluster => ({
      application: namespaceName(part.component, promotion.environment),
      environment: promotion.environment,
      cluster,
      goes: false,
    })),
  );
  const wanted = new Set(targets.map(({ cluster }) => cluster));
  const observations = new Map<string, Observation>(
    await Promise.all(
      clusters
        .filter(({ cluster }) => wanted.has(cluster))
        .map(async one => [one.cluster, await one.read()] as const),
    ),
  );
  const applications = [...observations.values()].flatMap(one =>
    one.status === 'observed' ? one.applications : [],
  );
  const names = new Set(targets.map(({ application }) => application));
  const revisions = new Set(
    applications.flatMap(({ name, revision }) =>
      names.has(name) && revision !== undefined ? [revision] : [],
    ),
  );
  const { mergeCommit = '' } = promotion;
  const includes = new Set<string>();
  for (const revision of revisions) {
    if (
      revision === mergeCommit ||
      (await mirror.isAncestor(mergeCommit, revision))
    ) {
      includes.add(revision);
    }
  }
  return rolloutSteps(targets, observations, includes).map(step => {
    const observation = observations.get(step.cluster);
    const failing =
      observation?.status === 'observed'
        ? observation.applications.find(({ name }) => name === step.application)
            ?.failing
        : undefined;
    // Argo CD goes on hoping for minutes.
    return failing && step.state === 'synced'
      ? { ...step, state: 'failed', message: failing.message }
      : step;
  });
}

async function fail(work: PromotionWork, step: RolloutStep): Promise<Next> {
  const now = work.parts.now();
  const { failingSince } = work.progress;
  if (failingSince === undefined) {
    await work.save({ progress: { failingSince: now.toISOString() } });
    return { afterMs: LOOK_EVERY_MS };
  }
  if (now.getTime() - Date.parse(failingSince) < GRACE_MS) {
    return { afterMs: LOOK_EVERY_MS };
  }
  const { application, cluster, message } = step;
  return work.advance({
    state: 'failed',
    message: `${application} runs badly on ${cluster}: ${message ?? 'Argo CD does not say why'}`,
  });
}

function patience({ promotion, parts }: PromotionWork): number {
  const merged = promotion.history.find(({ state }) => state === 'merged');
  const age = parts.now().getTime() - Date.parse(merged?.at ?? '');
  return age < SOON_MS ? LOOK_EVERY_MS : PATIENT_MS;
}
