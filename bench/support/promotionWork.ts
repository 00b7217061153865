import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { DistantForge } from './distantForge.ts';
import { timed } from './report.ts';
import { until } from './servers.ts';
import type { StatusPortal } from './statusPortal.ts';

/** GitHub's limits make some wait for a minute, and those that are refused again for another. */
const OPEN_MS = 5 * 60_000;

const detailSchema = z.object({
  promotion: z.object({
    id: z.string(),
    state: z.string(),
    commit: z.string().optional(),
    pullRequest: z.object({ number: z.number() }).optional(),
  }),
});

/** One pull request to be opened. */
export interface Work {
  open(): Promise<void>;
  /** Ends when nothing more is asked of the forge. */
  settle(): Promise<void>;
}

/** What pull requests took. */
export interface Cost {
  /** Until the last one was open. */
  seconds: number;
  /** Of REST and GraphQL. */
  calls: number;
  /** Of these, how many the forge refused because of its limits. */
  refused: number;
  /** Pull requests that were not opened. */
  failures: unknown[];
}

/** Where promotions are asked for, and seen. */
export interface PromotionEnds {
  portal: StatusPortal;
  /** Whether the forge shows the status of the gates at a commit. */
  hasGates(commit: string): Promise<boolean>;
  /** Pause between two looks, so that looking takes nothing from what is measured. */
  lookMs: number;
}

/** Opens pull requests side by side, with a whole quota to begin with. */
export async function costOf(
  works: readonly Work[],
  forge: DistantForge,
): Promise<Cost> {
  forge.limits.reset();
  const { calls, refused } = forge;
  const [seconds, results] = await timed(() =>
    Promise.allSettled(works.map(work => work.open())),
  );
  await Promise.all(
    works.map((work, at) =>
      results[at]?.status === 'fulfilled' ? work.settle() : undefined,
    ),
  );
  return {
    seconds,
    calls: forge.calls - calls,
    refused: forge.refused - refused,
    failures: results.flatMap(one =>
      one.status === 'rejected' ? [one.reason] : [],
    ),
  };
}

/** The promotion of one component, or the train of several. */
export function promotion(
  { portal, hasGates, lookMs }: PromotionEnds,
  names: readonly string[],
  release: { source: string; environment: string; version: string },
): Work {
  const { version, ...where } = release;
  let path = '';
  const look = async () => detailSchema.parse(await portal.get(path));
  return {
    async open() {
      const asked = await portal.post('/gitops/promotions', {
        ...where,
        kind: names.length > 1 ? 'train' : 'promotion',
        parts: names.map(component => ({ component, version })),
      });
      path = `/gitops/promotions/${detailSchema.parse(asked).promotion.id}`;
      await until(OPEN_MS, `the pull request of ${path}`, async () => {
        const { state, pullRequest } = (await look()).promotion;
        if (state === 'failed' || state === 'cancelled') {
          throw new Error(`${path} is ${state}`);
        }
        if (!pullRequest) await pause(lookMs);
        return pullRequest;
      });
    },
    async settle() {
      const { commit = '' } = (await look()).promotion;
      // They are the last that is told.
      await until(
        OPEN_MS,
        `the gates of ${path}`,
        async () => (await hasGates(commit)) || undefined,
      );
    },
  };
}
