import type {
  Environment,
  Environments,
} from '../../environments/environments';
import { listWords } from '../words';

/** What an edit of `environments.yaml` means, one line of words for each change. */
export function environmentChanges(
  before: Environments,
  after: Environments,
): string[] {
  const [was, is] = [byName(before), byName(after)];
  const changes = [...is.values()].flatMap(environment => {
    const earlier = was.get(environment.name);
    return earlier
      ? changesOf(earlier, environment)
      : [
          `environment ${environment.name} is new, on ${listWords(environment.clusters)}`,
        ];
  });
  for (const name of was.keys()) {
    if (!is.has(name)) {
      changes.push(`environment ${name} goes away`);
    }
  }
  const common = (
    one: Map<string, Environment>,
    other: Map<string, Environment>,
  ) => [...one.keys()].filter(name => other.has(name)).join(', ');
  if (common(was, is) !== common(is, was)) {
    changes.push(`the order of promotion becomes ${[...is.keys()].join(', ')}`);
  }
  const controller = (environments: Environments) =>
    environments.ingress?.controller ?? 'traefik';
  if (controller(before) !== controller(after)) {
    changes.push(
      `ingress is served by ${controller(after)}, not ${controller(before)}`,
    );
  }
  return changes;
}

function byName({ environments }: Environments): Map<string, Environment> {
  return new Map(
    environments.map(environment => [environment.name, environment]),
  );
}

function changesOf(before: Environment, after: Environment): string[] {
  const { name } = after;
  const gone = before.clusters.filter(one => !after.clusters.includes(one));
  const come = after.clusters.filter(one => !before.clusters.includes(one));
  const sync = (['automated', 'prune', 'selfHeal'] as const)
    .filter(key => before.sync[key] !== after.sync[key])
    .map(key => `${name}: sync.${key} becomes ${after.sync[key]}`);
  const way = ({ promotion = 'pull-request' }: Environment) => promotion;
  const others = (['gates', 'freezeWindows', 'previews'] as const)
    .filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map(key => settingWords(name, key, before[key], after[key]));
  return [
    ...(come.length > 0 ? [`${name} comes to ${listWords(come)}`] : []),
    ...(gone.length > 0 ? [`${name} leaves ${listWords(gone)}`] : []),
    ...sync,
    ...(way(before) === way(after)
      ? []
      : [`${name}: promotion becomes ${way(after)}`]),
    ...others,
  ];
}

const SETTINGS = {
  gates: 'gates',
  freezeWindows: 'freeze windows',
  previews: 'limits of previews',
} as const;

function settingWords(
  environment: string,
  key: keyof typeof SETTINGS,
  before: unknown,
  after: unknown,
) {
  if (after === undefined) {
    return `${environment}: its ${SETTINGS[key]} go away`;
  }
  return `${environment}: its ${SETTINGS[key]} ${before === undefined ? 'are new' : 'change'}`;
}
