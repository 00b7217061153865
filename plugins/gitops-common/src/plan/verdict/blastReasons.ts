import type { OverlayPlan, PlanReason } from '../plan';
import { countWords, distinct, groupBy } from '../words';
import { clusterWords } from './scope';

/**
 * From how many components on a change of the last environment is a matter of attention: two may well belong
 * together, three seldom fail one by one.
 */
export const BLAST_RADIUS = 3;

/** Whether a change hits many components at once in the last environment, or moves Applications between overlays. */
export function blastReasons(
  overlays: readonly OverlayPlan[],
  lastEnvironment: string | undefined,
): PlanReason[] {
  const hit = overlays.filter(one => one.environment === lastEnvironment);
  const components = distinct(hit.map(one => one.component));
  return components.length < BLAST_RADIUS
    ? []
    : [
        {
          level: 'attention',
          kind: 'blast-radius',
          message: `changes ${countWords(components.length, 'component')} in ${lastEnvironment} on ${clusterWords(hit)}`,
        },
      ];
}

/** Overlays that take a cluster over from another overlay of the same component. */
export function takeoverReasons(
  overlays: readonly OverlayPlan[],
): PlanReason[] {
  const pairs = [...groupBy(overlays, one => one.application).values()];
  return pairs.flatMap(group => {
    const paths = distinct(group.map(one => one.path));
    // What comes or goes on both overlays at once is taken from neither.
    const isAlike = ['added', 'removed'].some(change =>
      group.every(one => one.change === change),
    );
    return paths.length < 2 || isAlike
      ? []
      : [
          {
            level: 'attention' as const,
            kind: 'blast-radius' as const,
            message: `${group[0].application} comes from another overlay on some cluster: ${group
              .map(
                one =>
                  `${one.path} ${one.change === 'removed' ? 'goes away' : `is for ${clusterWords([one])}`}`,
              )
              .join(', ')}`,
          },
        ];
  });
}
