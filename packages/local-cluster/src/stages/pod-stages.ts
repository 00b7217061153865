import { stringify } from 'yaml';
import { stageHead } from './stage.ts';
import { podStatusTemplate, type PodStatus } from './pod-status.ts';
import { simulateAnnotation, type Simulation } from './simulation.ts';

interface Expression {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values?: string[];
}

const simulate = `.metadata.annotations["${simulateAnnotation}"]`;
const waitingReason = '.status.containerStatuses.[].state.waiting.reason';
const readyStatus =
  '.status.conditions.[] | select( .type == "Ready" ) | .status';
const alive: Expression[] = [
  { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
  { key: '.status.phase', operator: 'NotIn', values: ['Succeeded', 'Failed'] },
];
const running = '{running: {startedAt: {{ $now | Quote }}}}';

const stages = [
  stage('pod-ready', {
    when: [
      not(simulate, 'crash-loop', 'image-pull-failure', 'slow-start'),
      not(readyStatus, 'True'),
    ],
    status: { phase: 'Running', ready: true, state: running },
  }),
  stage('pod-starting', {
    when: [
      simulated('slow-start'),
      { key: '.status.containerStatuses', operator: 'DoesNotExist' },
    ],
    status: { phase: 'Running', ready: false, state: running },
  }),
  stage('pod-started', {
    when: [
      simulated('slow-start'),
      { key: '.status.containerStatuses', operator: 'Exists' },
      not(readyStatus, 'True'),
    ],
    delayMs: 30_000,
    status: { phase: 'Running', ready: true, state: running },
  }),
  stage('pod-crash', {
    when: [simulated('crash-loop'), not(waitingReason, 'CrashLoopBackOff')],
    ...crash(),
  }),
  stage('pod-crash-again', {
    when: [
      simulated('crash-loop'),
      { key: waitingReason, operator: 'In', values: ['CrashLoopBackOff'] },
    ],
    delayMs: 10_000,
    ...crash(),
  }),
  stage('pod-image-pull-failure', {
    when: [
      simulated('image-pull-failure'),
      not(waitingReason, 'ImagePullBackOff'),
    ],
    event: {
      type: 'Warning',
      reason: 'Failed',
      message: 'Failed to pull image: not found (simulated)',
    },
    status: {
      phase: 'Pending',
      ready: false,
      state:
        '{waiting: {reason: ImagePullBackOff, message: {{ printf "Back-off pulling image %q" .image | Quote }}}}',
    },
  }),
  stage('pod-complete', {
    when: [
      { key: '.status.phase', operator: 'In', values: ['Running'] },
      {
        key: '.metadata.ownerReferences.[].kind',
        operator: 'In',
        values: ['Job'],
      },
    ],
    status: {
      phase: 'Succeeded',
      ready: false,
      state:
        '{terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}',
    },
  }),
  {
    ...stageHead('pod-delete'),
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: {
        matchExpressions: [
          { key: '.metadata.deletionTimestamp', operator: 'Exists' },
        ],
      },
      next: { finalizers: { empty: true }, delete: true },
    },
  },
];

interface StageOptions {
  when: Expression[];
  status: PodStatus;
  delayMs?: number;
  event?: { type: 'Normal' | 'Warning'; reason: string; message: string };
}

function stage(name: string, options: StageOptions) {
  const { when, status, delayMs, event } = options;
  return {
    ...stageHead(name),
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: { matchExpressions: [...alive, ...when] },
      ...(delayMs ? { delay: { durationMilliseconds: delayMs } } : {}),
      next: {
        ...(event ? { event } : {}),
        // A merge patch replaces lists: the status is what the template says.
        patches: [
          {
            subresource: 'status',
            root: 'status',
            type: 'merge',
            template: podStatusTemplate(status),
          },
        ],
      },
    },
  };
}

function crash(): Pick<StageOptions, 'event' | 'status'> {
  return {
    event: {
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting failed container (simulated)',
    },
    status: {
      phase: 'Running',
      ready: false,
      state:
        '{waiting: {reason: CrashLoopBackOff, message: "back-off restarting failed container"}}',
      lastState:
        '{terminated: {exitCode: 1, reason: Error, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}',
      restarted: true,
    },
  };
}

function simulated(simulation: Simulation): Expression {
  return { key: simulate, operator: 'In', values: [simulation] };
}

function not(key: string, ...values: string[]): Expression {
  return { key, operator: 'NotIn', values };
}

/** The stages of kwok that play a kubelet for pods, as a YAML stream. */
export function podStagesYaml(): string {
  return stages.map(document => stringify(document)).join('---\n');
}
