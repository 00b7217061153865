import { environmentChanges } from './environments/environmentChanges';
import { compareFindings } from './findings';
import type { PlanInput, PlanSide } from './input';
import { Masker } from './masking/Masker';
import { maskFindings, maskTexts } from './masking/maskTexts';
import { kubernetesObjects } from './objects/kubernetesObjects';
import { otherFiles } from './otherFiles';
import { planOverlays } from './overlays/planOverlays';
import type { ObjectManifests, OverlayPlan, Plan } from './plan';
import { planProjects } from './rights/planProjects';
import { blastReasons, takeoverReasons } from './verdict/blastReasons';
import { collisionReasons, withoutCollisions } from './verdict/objectReasons';
import { policyReasons } from './verdict/policyReasons';
import { removalReasons } from './verdict/removalReasons';
import { fileReasons, renderReasons } from './verdict/renderReasons';
import { repositoryReasons, rightsReasons } from './verdict/repositoryReasons';
import { secretReasons } from './verdict/secretReasons';
import { verdictOf } from './verdict/verdictOf';

/** A plan, and what the pages show of each changed object. */
export interface ComputedPlan {
  plan: Plan;
  /** Masked manifests of changed objects, by path of the overlay. */
  manifests: ReadonlyMap<string, ObjectManifests[]>;
}

/** Compares two commits. Secrets are masked before anything is compared, so that the result holds none. */
export function computePlan(given: PlanInput): ComputedPlan {
  const input = {
    ...given,
    base: withObjects(given.base),
    head: withObjects(given.head),
  };
  const { base, head } = input;
  const masker = new Masker();
  const { planned, same, collisions } = planOverlays(input, masker);
  const { projects, problems } = planProjects(
    base.projects,
    head.projects,
    masker,
  );
  const overlays = planned.map(({ plan }) => maskTexts(plan, masker));
  const findings = maskFindings(
    compareFindings(base.findings, head.findings),
    masker,
  );
  const plan: Plan = {
    id: input.id,
    base: base.commit,
    ...(head.commit !== undefined && { head: head.commit }),
    createdAt: input.now.toISOString(),
    verdict: verdictOf([
      ...fileReasons([...(head.problems ?? []), ...problems], masker),
      ...renderReasons(overlays, brokenPaths(input)),
      ...collisionReasons(collisions),
      ...secretReasons(
        overlays,
        path => head.overlays.get(path)?.objects ?? [],
      ),
      ...policyReasons(overlays, withoutCollisions(findings, collisions)),
      ...rightsReasons(projects),
      ...removalReasons(overlays),
      ...blastReasons(overlays, head.environments.environments.at(-1)?.name),
      ...takeoverReasons(moving(overlays, input)),
      ...repositoryReasons(
        input.changedFiles,
        environmentChanges(base.environments, head.environments),
      ),
    ]),
    overlays,
    untouched: input.untouched.length + same,
    projects,
    findings,
    otherFiles: otherFiles(input, overlays, projects),
  };
  return {
    plan,
    manifests: new Map(planned.map(one => [one.plan.path, one.manifests])),
  };
}

function withObjects<T extends PlanSide>(side: T): T {
  const overlays = [...side.overlays].map(
    ([path, rendered]) =>
      [
        path,
        { ...rendered, objects: kubernetesObjects(rendered.objects) },
      ] as const,
  );
  return { ...side, overlays: new Map(overlays) };
}

/** Overlays that the base cannot render either. */
function brokenPaths({ base }: PlanInput): Set<string> {
  return new Set(
    [...base.overlays]
      .filter(([, { problem }]) => problem)
      .map(([path]) => path),
  );
}

/** Overlays that come, go, or change their clusters, beside others that stay. */
function moving(overlays: readonly OverlayPlan[], { base, head }: PlanInput) {
  const clusters = (side: typeof head, path: string) =>
    side.overlays.get(path)?.clusters.join();
  return overlays.filter(
    ({ path }) => clusters(base, path) !== clusters(head, path),
  );
}
