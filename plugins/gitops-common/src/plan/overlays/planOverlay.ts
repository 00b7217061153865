import { namespaceName } from '../../names';
import { overlayPath } from '../../overlays/overlays';
import { namespacesOf } from '../claims/claims';
import { hostsOf } from '../claims/hosts';
import { costOf } from '../cost/costOf';
import { compareFindings } from '../findings';
import type { RenderedOverlay } from '../input';
import type { Masker } from '../masking/Masker';
import { alignNamespaces } from '../objects/alignNamespaces';
import { compareObjects } from '../objects/compareObjects';
import { fateWithoutApplication, fateWithoutManifest } from '../objects/fate';
import type { KubernetesObject } from '../objects/KubernetesObject';
import type { ObjectManifests, OverlayPlan } from '../plan';
import type { Placements } from './placements';

/** What one overlay has on both sides, and what its Applications have if that is another overlay. */
export interface OverlaySides {
  base?: RenderedOverlay;
  head?: RenderedOverlay;
}

/** What is needed besides the overlay itself. */
export interface OverlayContext {
  base: Placements;
  head: Placements;
  masker: Masker;
}

/** A plan of one overlay, and the manifests of what changes in it. */
export interface PlannedOverlay {
  plan: OverlayPlan;
  manifests: ObjectManifests[];
}

/**
 * Plans one overlay.
 *
 * @returns undefined if the change does nothing to it
 */
export function planOverlay(
  sides: OverlaySides,
  context: OverlayContext,
): PlannedOverlay | undefined {
  const { masker } = context;
  const shown = sides.head ?? sides.base;
  if (!shown) {
    return undefined;
  }
  // Where another overlay takes an Application over, what is there is compared with what comes.
  const before =
    sides.base ?? context.base.findOnAll(shown.application, shown.clusters);
  const left = sides.head
    ? []
    : shown.clusters.filter(
        cluster => !context.head.find(shown.application, cluster),
      );
  const isTakenOver = !sides.head && left.length === 0;
  const problem = problemOf(before, sides.head);
  const { component, environment } = shown.overlay;
  const is = sides.head?.objects ?? [];
  const was = alignNamespaces(
    before?.objects ?? [],
    is,
    namespaceName(component, environment),
  );
  const readable = !problem && !isTakenOver;
  const compared = compareObjects(
    was,
    is,
    object =>
      sides.head
        ? fateWithoutManifest(object, sides.head.sync)
        : fateWithoutApplication(object),
    masker,
  );
  // Compared all the same, so that their secrets are known.
  const { objects, manifests } = readable
    ? compared
    : { objects: [], manifests: [] };
  const claims = (of: typeof hostsOf) => difference(of(was), of(is), readable);
  const [hosts, namespaces] = [claims(hostsOf), claims(namespacesOf)];
  const plan: OverlayPlan = {
    path: overlayPath(shown.overlay),
    component,
    environment,
    application: shown.application,
    clusters: left.length > 0 ? left : [...shown.clusters],
    ...clusterChanges(sides, context),
    change: changeOf(sides),
    sync: shown.sync,
    version: {
      ...(before?.version !== undefined && { before: before.version }),
      ...(sides.head?.version !== undefined && { after: sides.head.version }),
    },
    objects,
    hosts: { claimed: hosts.added, released: hosts.removed },
    namespaces,
    cost: costs(was, is, readable),
    findings: compareFindings(
      before?.findings ?? [],
      sides.head?.findings ?? [],
    ),
    ...(problem && { problem }),
  };
  return isAffected(plan, sides) ? { plan, manifests } : undefined;
}

function changeOf({ base, head }: OverlaySides) {
  if (!base) {
    return 'added';
  }
  return head ? 'changed' : 'removed';
}

/** Clusters on which the Application itself comes or goes, not where an overlay takes over from another. */
function clusterChanges({ base, head }: OverlaySides, context: OverlayContext) {
  if (!base || !head) {
    return { clustersRemoved: [], clustersAdded: [] };
  }
  const [was, is] = [base.clusters, head.clusters];
  return {
    clustersRemoved: was.filter(
      cluster =>
        !is.includes(cluster) && !context.head.find(base.application, cluster),
    ),
    clustersAdded: is.filter(
      cluster =>
        !was.includes(cluster) && !context.base.find(head.application, cluster),
    ),
  };
}

function problemOf(
  base: RenderedOverlay | undefined,
  head: RenderedOverlay | undefined,
): OverlayPlan['problem'] {
  const side = head?.problem ? 'head' : 'base';
  const problem = head?.problem ?? base?.problem;
  return problem && { ...problem, side };
}

function difference(before: string[], after: string[], readable: boolean) {
  return {
    added: readable ? after.filter(one => !before.includes(one)) : [],
    removed: readable ? before.filter(one => !after.includes(one)) : [],
  };
}

/** Where one side is not known, the cost is taken to stay what it is on the other. */
function costs(
  was: readonly KubernetesObject[],
  is: readonly KubernetesObject[],
  readable: boolean,
) {
  if (readable) {
    return { before: costOf(was), after: costOf(is) };
  }
  const known = costOf(is.length > 0 ? is : was);
  return { before: known, after: known };
}

function isAffected(plan: OverlayPlan, { base, head }: OverlaySides): boolean {
  return (
    plan.change !== 'changed' ||
    plan.objects.length > 0 ||
    plan.version.before !== plan.version.after ||
    plan.problem !== undefined ||
    base?.clusters.join() !== head?.clusters.join() ||
    plan.findings.some(finding => finding.introduced)
  );
}
