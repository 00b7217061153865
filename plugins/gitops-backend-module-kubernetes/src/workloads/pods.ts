import type { PodSummary } from '@slipway/plugin-gitops-common';
import { z } from 'zod';

const MAX_MESSAGE = 500;
const time = z.iso.datetime({ offset: true });

const stateSchema = z.object({
  waiting: z
    .object({ reason: z.string().optional(), message: z.string().optional() })
    .optional(),
  terminated: z
    .object({
      reason: z.string().optional(),
      message: z.string().optional(),
      exitCode: z.number().optional(),
    })
    .optional(),
});

const containerStatusSchema = z.object({
  name: z.string(),
  image: z.string().default(''),
  imageID: z.string().default(''),
  ready: z.boolean().default(false),
  restartCount: z.int().min(0).default(0),
  state: stateSchema.optional(),
});

/** A pod of the API. */
export const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string(),
    labels: z.record(z.string(), z.string()).optional(),
    deletionTimestamp: z.string().optional(),
  }),
  status: z
    .object({
      phase: z.string().default('Unknown'),
      reason: z.string().optional(),
      message: z.string().optional(),
      startTime: time.optional(),
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: z.string().optional(),
            message: z.string().optional(),
          }),
        )
        .default([]),
      containerStatuses: z.array(containerStatusSchema).default([]),
      initContainerStatuses: z.array(containerStatusSchema).default([]),
    })
    .default({
      phase: 'Unknown',
      conditions: [],
      containerStatuses: [],
      initContainerStatuses: [],
    }),
});

/** Reply of the API to a question for pods. */
export const podListSchema = z.object({ items: z.array(podSchema) });

type Pod = z.infer<typeof podSchema>;
type ContainerStatus = z.infer<typeof containerStatusSchema>;

/** What containers wait for when all is well. */
const STARTING = new Set(['ContainerCreating', 'PodInitializing']);

/** What is shown of a pod. */
export function toPodSummary({ metadata, status }: Pod): PodSummary {
  const containers = status.containerStatuses;
  const trouble = worst([...status.initContainerStatuses, ...containers]);
  const unscheduled = status.conditions.find(
    one => one.type === 'PodScheduled' && one.status === 'False',
  );
  const cause = trouble ?? (status.reason ? status : unscheduled);
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    phase: status.phase,
    ready: status.conditions.some(
      one => one.type === 'Ready' && one.status === 'True',
    ),
    restarts: containers.reduce((sum, one) => sum + one.restartCount, 0),
    reason:
      cause?.reason ?? (metadata.deletionTimestamp ? 'Terminating' : undefined),
    message: cause?.message?.slice(0, MAX_MESSAGE),
    startedAt: status.startTime,
    containers: containers.map(one => ({
      name: one.name,
      image: one.image,
      digest: /sha256:[0-9a-f]{64}$/.exec(one.imageID)?.[0],
      ready: one.ready,
      restarts: one.restartCount,
      reason: troubleOf(one)?.reason,
    })),
  };
}

/** What waits for something bad is worse than what ended badly, for that starts again. */
function worst(statuses: readonly ContainerStatus[]) {
  const waiting = statuses.find(
    one => one.state?.waiting && troubleOf(one) !== undefined,
  );
  const ended = statuses.find(one => troubleOf(one) !== undefined);
  const found = waiting ?? ended;
  return found && troubleOf(found);
}

function troubleOf({
  state,
}: ContainerStatus): { reason?: string; message?: string } | undefined {
  if (state?.waiting) {
    return STARTING.has(state.waiting.reason ?? '') ? undefined : state.waiting;
  }
  return state?.terminated && state.terminated.exitCode !== 0
    ? state.terminated
    : undefined;
}
