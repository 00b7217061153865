/** Annotation of a pod that makes it fail on demand. */
export const simulateAnnotation = 'slipway.dev/simulate';

/**
 * How a pod can be made to behave:
 * - `crash-loop`: its containers exit again and again (CrashLoopBackOff)
 * - `image-pull-failure`: its images cannot be pulled (ImagePullBackOff)
 * - `slow-start`: it becomes Ready only after 30 seconds
 *
 * The first two act on running pods too, and end when the annotation goes.
 */
export const simulations = [
  'crash-loop',
  'image-pull-failure',
  'slow-start',
] as const;

/** One of the ways in which a pod can be made to fail. */
export type Simulation = (typeof simulations)[number];
