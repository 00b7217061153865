import { sameArtefacts } from '../releases/releaseRecord';
import { livePartsOf, type Promotion } from './promotion';
import { isBeforeMerge } from './transitions';

/** What becomes of a new request, and of the promotions that it meets. */
export type Placement =
  /** It was asked for already. */
  | { action: 'same'; id: string }
  /** It waits until the first are merged or ended, in the place of the others. */
  | { action: 'queue'; behind: string[]; supersedes: string[] }
  /** It starts; these end, and of these trains some overlays are taken out. */
  | {
      action: 'start';
      supersedes: string[];
      takesOut: { id: string; overlays: string[] }[];
    };

type Request = Pick<Promotion, 'kind' | 'environment' | 'parts'>;

/**
 * Where a request stands among the promotions there are. Only those of the same overlay that are not merged matter:
 *
 * - the same again is the one there is
 * - a newer promotion supersedes an older one, and a rollback every promotion
 * - a promotion queues behind a rollback, and behind a train that brings more than itself
 * - a rollback takes its overlay out of such a train
 */
export function placeRequest(
  request: Request,
  promotions: readonly Promotion[],
): Placement {
  const overlays = overlaysOf(request);
  const met = promotions.filter(
    one =>
      isBeforeMerge(one.state) &&
      overlaysOf(one).some(overlay => overlays.includes(overlay)),
  );
  const same = met.find(one => asksForTheSame(request, one));
  if (same) {
    return { action: 'same', id: same.id };
  }
  const back = request.kind === 'rollback';
  const behind = met.filter(
    one => !back && (one.kind === 'rollback' || !isWithin(one, overlays)),
  );
  const supersedes = met
    .filter(one => !behind.includes(one) && isWithin(one, overlays))
    .map(({ id }) => id);
  if (behind.length > 0) {
    return {
      action: 'queue',
      behind: behind.map(({ id }) => id),
      supersedes,
    };
  }
  return {
    action: 'start',
    supersedes,
    takesOut: met
      .filter(one => !isWithin(one, overlays))
      .map(one => ({
        id: one.id,
        overlays: overlaysOf(one).filter(path => overlays.includes(path)),
      })),
  };
}

/** Promotions whose release a newer merged one replaced before it was healthy; they end as superseded. */
export function overtakenBy(
  merged: Promotion,
  promotions: readonly Promotion[],
): string[] {
  const overlays = overlaysOf(merged);
  return promotions
    .filter(
      one =>
        one.id !== merged.id &&
        (one.state === 'merged' || one.state === 'synced') &&
        Date.parse(one.requestedAt) <= Date.parse(merged.requestedAt) &&
        isWithin(one, overlays),
    )
    .map(({ id }) => id);
}

function overlaysOf(request: Pick<Promotion, 'parts'>): string[] {
  return livePartsOf(request).map(({ overlay }) => overlay);
}

function isWithin(one: Promotion, overlays: readonly string[]): boolean {
  return overlaysOf(one).every(overlay => overlays.includes(overlay));
}

function asksForTheSame(request: Request, one: Promotion): boolean {
  const [wanted, present] = [livePartsOf(request), livePartsOf(one)];
  return (
    request.kind === one.kind &&
    wanted.length === present.length &&
    wanted.every(part =>
      present.some(
        other =>
          other.overlay === part.overlay &&
          sameArtefacts(other.images, part.images),
      ),
    )
  );
}
