import type {
  FailingPods,
  HealthStatus,
  ObservedApplication,
} from '@slipway/plugin-gitops-common';
import type { ArgoCdClient } from './ArgoCdClient';
import type { ListedApplication } from './applicationList';
import { failingPods, resourceTreeSchema } from './resourceTree';

/** Bytes; about 3,000 objects. */
const MAX_TREE = 4 * 1024 * 1024;

/** Trees read per list; what is beyond them stays as the list said. */
const MAX_TREES = 50;

/** Trees read at a time. */
const CONCURRENCY = 4;

/** All trees together get this long, in milliseconds. */
const TREES_MS = 700;

/** List and trees together get this long, in milliseconds, which is well within what viewers wait. */
const TOTAL_MS = 1_200;

/** Where failing pods can hide, those first that the list does not call bad anyway. */
const WORTH_A_LOOK: readonly HealthStatus[] = [
  'Progressing',
  'Missing',
  'Degraded',
];

/**
 * Adds failing pods to the Applications that are not healthy. Never fails and is never late: an Application
 * whose tree cannot be read in time is returned as it was listed.
 *
 * @param options.spentMs - what the list took
 */
export async function withFailingPods(
  client: ArgoCdClient,
  listed: readonly ListedApplication[],
  options: { signal: AbortSignal; spentMs: number },
): Promise<ObservedApplication[]> {
  const limitMs = Math.min(TREES_MS, TOTAL_MS - options.spentMs);
  const found = new Map<ObservedApplication, FailingPods>();
  const candidates = WORTH_A_LOOK.flatMap(health =>
    listed.filter(one => one.application.health === health),
  ).slice(0, MAX_TREES);
  if (limitMs > 0 && candidates.length > 0) {
    const signal = AbortSignal.any([
      options.signal,
      AbortSignal.timeout(Math.ceil(limitMs)),
    ]);
    // All workers take from the one iterator.
    const queue = candidates.values();
    const work = async () => {
      for (const one of queue) {
        const failing = await readFailingPods(client, one, signal);
        if (failing) {
          found.set(one.application, failing);
        }
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }
  return listed.map(({ application }) => {
    const failing = found.get(application);
    return failing ? { ...application, failing } : application;
  });
}

async function readFailingPods(
  client: ArgoCdClient,
  { application, namespace }: ListedApplication,
  signal: AbortSignal,
): Promise<FailingPods | undefined> {
  const name = encodeURIComponent(application.name);
  const query = namespace
    ? `?${new URLSearchParams({ appNamespace: namespace })}`
    : '';
  try {
    const reply = await client.get(
      `/api/v1/applications/${name}/resource-tree${query}`,
      { signal, maxBytes: MAX_TREE },
    );
    return failingPods(resourceTreeSchema.parse(reply));
  } catch {
    // The list stands without it, and the next read asks again.
    return undefined;
  }
}
