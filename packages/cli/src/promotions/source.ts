import { usageProblem } from '../cli/values.ts';
import {
  type Delivery,
  environmentOf,
  readDelivery,
} from '../delivery/reply.ts';
import type { PortalClient } from '../portal/client.ts';
import { plain } from '../portal/text.ts';
import { ExitCode, Problem } from '../problem.ts';

/** Releases to bring somewhere, and the environment that those come from which nobody named. */
export interface ChosenReleases {
  source: string | undefined;
  releases: { component: string; version: string }[];
}

/**
 * Chooses the release of each component that comes without one: that of `from`, or of the environment before.
 * @throws Problem rather than to guess
 */
export async function chooseReleases(
  portal: PortalClient,
  wanted: readonly { component: string; version?: string }[],
  { environment, from }: { environment: string; from: string | undefined },
): Promise<ChosenReleases> {
  const sources = new Set<string>();
  const releases: ChosenReleases['releases'] = [];
  for (const { component, version } of wanted) {
    if (version === undefined) {
      const delivery = await readDelivery(portal, component);
      const source = from ?? environmentBefore(delivery, environment);
      sources.add(source);
      releases.push({ component, version: releaseIn(delivery, source) });
    } else {
      releases.push({ component, version });
    }
  }
  if (sources.size > 1) {
    throw usageProblem(
      'promote',
      `before ${environment} comes ${[...sources].map(plain).join(' or ')}; say which with --from`,
    );
  }
  return { source: [...sources][0], releases };
}

function environmentBefore(delivery: Delivery, target: string): string {
  environmentOf(delivery, target);
  const names = delivery.environments.map(({ name }) => name);
  const before = names[names.indexOf(target) - 1];
  if (before) return before;
  throw new Problem(
    `Nothing comes before ${target}; say which release with --version`,
    { exitCode: ExitCode.usage },
  );
}

/** The one release that Git wants in an environment. */
function releaseIn(delivery: Delivery, environment: string): string {
  const { cells } = environmentOf(delivery, environment);
  const versions = new Set(cells.flatMap(one => one.desired?.version ?? []));
  const [version, ...others] = versions;
  if (version === undefined) {
    throw new Problem(`${environment} has no release of ${delivery.component}`);
  }
  if (others.length === 0) return version;
  throw new Problem(
    `The clusters of ${environment} have different releases (${[...versions].map(plain).join(', ')}); say which with --version`,
    { exitCode: ExitCode.usage },
  );
}
