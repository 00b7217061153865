import type { Environment, Environments } from '../environments/environments';
import { listWords } from '../plan/words';
import { durationMs, durationWords } from './duration';
import type { GateInput, GateResult, UpstreamHealth } from './gate';

/** Environments in which a release must be healthy before it may come into one. */
export function upstreamOf(
  environments: Environments,
  environment: Environment,
): Environment[] {
  const { healthyIn, healthyFor } = environment.gates ?? {};
  const all = environments.environments;
  if (healthyIn) {
    return all.filter(({ name }) => healthyIn.includes(name));
  }
  // A time alone is meant for where releases come from.
  const index = all.findIndex(({ name }) => name === environment.name);
  return healthyFor === undefined || index < 1 ? [] : [all[index - 1]];
}

interface Wait {
  message: string;
  until?: number;
}

/** Decides whether a release was healthy for long enough in the environments before. */
export function healthGate(
  input: GateInput,
  environment: Environment,
): GateResult | undefined {
  const before = upstreamOf(input.environments, environment);
  if (before.length === 0) {
    return undefined;
  }
  const length = environment.gates?.healthyFor
    ? durationMs(environment.gates.healthyFor)
    : 0;
  const waits = input.components.flatMap(component =>
    before.flatMap(one => waitsIn(component, one, input, length)),
  );
  const names = listWords(before.map(({ name }) => name));
  if (waits.length === 0) {
    const time = length > 0 ? ` for ${durationWords(length)}` : '';
    return {
      gate: 'healthy',
      state: 'open',
      message: `Was healthy in ${names}${time}`,
    };
  }
  // What time cannot open comes first: that is where somebody has to do something.
  const [first] = [...waits].sort(
    (one, other) => untimedLast(other) - untimedLast(one),
  );
  return {
    gate: 'healthy',
    state: 'waiting',
    message: first.message,
    ...(first.until !== undefined && {
      until: new Date(first.until).toISOString(),
    }),
  };
}

function untimedLast({ until }: Wait): number {
  return until ?? Number.MAX_SAFE_INTEGER;
}

function waitsIn(
  component: string,
  { name, clusters }: Environment,
  { upstream, now }: GateInput,
  length: number,
): Wait[] {
  const here = upstream.filter(
    one => one.component === component && one.environment === name,
  );
  const deployed = here.some(({ status }) => status !== 'not-deployed');
  if (here.length > 0 && !deployed) {
    return [{ message: `Waits until ${component} is deployed in ${name}` }];
  }
  return clusters.flatMap(cluster => {
    const place = `in ${name} on ${cluster}`;
    const known = here.find(one => one.cluster === cluster);
    return known
      ? waitOf(known, place, now, length)
      : [
          {
            message: `Waits until ${component} is known to be healthy ${place}`,
          },
        ];
  });
}

function waitOf(
  health: UpstreamHealth,
  place: string,
  now: Date,
  length: number,
): Wait[] {
  switch (health.status) {
    case 'not-deployed':
      return [];
    case 'unhealthy':
      return [
        { message: `Waits until ${health.component} is healthy ${place}` },
      ];
    case 'replaced': {
      const lasted = Date.parse(health.until) - Date.parse(health.since);
      return lasted >= length
        ? []
        : [
            {
              message: `Waits until ${health.component} is healthy ${place} again: another release took its place after ${durationWords(lasted)} of ${durationWords(length)}`,
            },
          ];
    }
    default: {
      const until = Date.parse(health.since) + length;
      return until <= now.getTime()
        ? []
        : [
            {
              message: `Waits until ${health.component} has been healthy ${place} for ${durationWords(length)}`,
              until,
            },
          ];
    }
  }
}
