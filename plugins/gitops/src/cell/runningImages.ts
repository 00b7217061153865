import type { PodSummary } from '@slipway/plugin-gitops-common';

/** An image that containers truly run. */
export interface RunningImage {
  /** As the pod names it, without a digest. */
  image: string;
  /** `sha256:…`, if the cluster said so. */
  digest?: string;
  pods: number;
}

/** What runs in a set of pods; what most pods run comes first. */
export function runningImages(pods: readonly PodSummary[]): RunningImage[] {
  const images = new Map<string, RunningImage>();
  for (const { containers } of pods) {
    const ofPod = new Map(
      containers.map(({ image, digest }) => [
        `${image} ${digest}`,
        { image: image.replace(/@sha256:[0-9a-f]+$/, ''), digest },
      ]),
    );
    for (const [key, { image, digest }] of ofPod) {
      const before = images.get(key)?.pods ?? 0;
      images.set(key, { image, digest, pods: before + 1 });
    }
  }
  return [...images.values()].sort((one, other) => other.pods - one.pods);
}
