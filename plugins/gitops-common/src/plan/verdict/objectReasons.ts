import { overlayPath } from '../../overlays/overlays';
import type { Collision } from '../claims/collisions';
import type { OverlayPlan, PlanReason, PolicyFinding } from '../plan';
import { countWords, distinct, groupBy, listWords } from '../words';
import { componentWords, onlyOverlay } from './scope';

/** Rules of this name find hosts that two overlays want, in the policies that a GitOps repository starts with. */
const INGRESS_HOST_RULE = 'ingress-host';

/** Findings without those that say what a collision says anyway. */
export function withoutCollisions<T extends PolicyFinding>(
  findings: readonly T[],
  collisions: readonly Collision[],
): T[] {
  const hosts = collisions.filter(({ what }) => what === 'host');
  return findings.filter(({ rule, object, reason }) => {
    const text = `${object} ${reason}`;
    return !(
      rule === INGRESS_HOST_RULE &&
      hosts.some(
        ({ one, other, names }) =>
          [overlayPath(one.overlay), overlayPath(other.overlay)].every(path =>
            text.includes(path),
          ) && names.some(name => text.includes(name)),
      )
    );
  });
}

/** What two overlays want and one can have. */
export function collisionReasons(
  collisions: readonly Collision[],
): PlanReason[] {
  return collisions.map(({ one, other, what, names }) => ({
    level: 'refused',
    kind: 'collision',
    message: `${place(one)} and ${place(other)} both want the ${what} ${listWords(names)}`,
    fix: `choose another ${what} for one of them`,
    overlay: overlayPath(one.overlay),
  }));
}

function place({ overlay }: Collision['one']): string {
  return `${overlay.component} in ${overlay.environment}`;
}

/** What differs from Git on a cluster, and a sync would undo. */
export function driftReasons(overlays: readonly OverlayPlan[]): PlanReason[] {
  return [...groupBy(overlays, one => one.environment).values()].flatMap(
    group => {
      const drifted = group.flatMap(one =>
        Object.entries(one.drift ?? {})
          .filter(([, { objects }]) => objects.length > 0)
          .map(([cluster, { objects }]) => ({
            ...one,
            cluster,
            ids: objects.map(({ id }) => id),
          })),
      );
      if (drifted.length === 0) {
        return [];
      }
      const count = drifted.flatMap(({ ids }) => ids).length;
      const clusters = distinct(drifted.map(({ cluster }) => cluster));
      return [
        {
          level: 'attention' as const,
          kind: 'drift' as const,
          message: `overwrites what differs from Git on the cluster itself in ${countWords(count, 'object')} of ${componentWords(drifted)} in ${group[0].environment} on ${listWords(clusters)}`,
          ...onlyOverlay(drifted),
        },
      ];
    },
  );
}
