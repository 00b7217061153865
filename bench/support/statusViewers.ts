import { timed } from './report.ts';
import type { StatusPortal } from './statusPortal.ts';
import { CLUSTERS } from './statusFleet.ts';

/** The value that 95 % are not above. */
export function percentile95(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? NaN;
}

/** Milliseconds that each look of some viewers takes, who all look at the same time and again when they are done. */
export async function looks(
  viewers: number,
  each: number,
  look: (viewer: number) => Promise<unknown>,
): Promise<number[]> {
  const times = await Promise.all(
    Array.from({ length: viewers }, async (_, viewer) => {
      const own: number[] = [];
      for (let at = 0; at < each; at++) {
        const [seconds] = await timed(() => look(viewer));
        own.push(seconds * 1000);
      }
      return own;
    }),
  );
  return times.flat();
}

/** The data of a service page as Slipway's page asks for it. */
export async function lookAtSlipway(
  portal: StatusPortal,
  component: string,
): Promise<Delivery> {
  return (await portal.get(
    `/gitops/components/${component}/delivery`,
  )) as Delivery;
}

/** As much of the reply as is looked at here. */
export interface Delivery {
  environments: {
    name: string;
    cells: {
      cluster: string;
      state: string;
      desired?: { version?: string };
    }[];
  }[];
}

/** States of a page's cells on one cluster. */
export function statesOn(delivery: Delivery, cluster: string): string[] {
  return delivery.environments.flatMap(({ cells }) =>
    cells.filter(one => one.cluster === cluster).map(one => one.state),
  );
}

/** The data of a service page as Roadie's page asks for it: where there is something, and then what. */
export async function lookAtRoadie(
  portal: StatusPortal,
  component: string,
  timeoutMs?: number,
): Promise<void> {
  const selector = encodeURIComponent(`slipway.dev/component=${component}`);
  const found = (await portal.get(
    `/argocd/find/selector/${selector}`,
    timeoutMs,
  )) as { name: string }[];
  if (found.length !== CLUSTERS.length) {
    throw new Error(`Roadie's backend found ${found.length} instances`);
  }
  await Promise.all(
    found.map(({ name }) =>
      portal.get(
        `/argocd/argoInstance/${name}/applications/selector/${selector}`,
        timeoutMs,
      ),
    ),
  );
}
