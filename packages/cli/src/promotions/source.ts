import { type Delivery, environmentOf } from '../delivery/reply.ts';
import { plain } from '../portal/text.ts';
import { ExitCode, Problem } from '../problem.ts';

/** The environment before another one in the order of promotion. */
export function environmentBefore(delivery: Delivery, target: string): string {
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
export function releaseIn(delivery: Delivery, environment: string): string {
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
