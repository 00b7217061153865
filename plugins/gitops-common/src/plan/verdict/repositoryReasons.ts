import type { PlanReason, ProjectPlan } from '../plan';
import { countWords, groupBy, listWords } from '../words';

/** Files that judge or steer every change, what they are, and what a change of them means. */
const GUARDED: readonly {
  files: RegExp;
  kind: PlanReason['kind'];
  words: string;
}[] = [
  {
    files: /^policies\//,
    kind: 'policy',
    words: 'the policies; this plan was judged by those before the change',
  },
  {
    files: /^(?:\.github\/)?CODEOWNERS$|^docs\/CODEOWNERS$/,
    kind: 'rights',
    words: 'who must approve changes',
  },
  {
    files: /^\.github\/(?!CODEOWNERS$)/,
    kind: 'rights',
    words: 'the checks of this repository',
  },
  { files: /^\.sops\.yaml$/, kind: 'secret', words: 'who can read secrets' },
  {
    files: /^(?:clusters\/(?!([^/]+)\/projects\/)|platform\/)/,
    kind: 'blast-radius',
    words: 'what the platform runs on clusters, which no plan shows',
  },
];

/** What a change does to the rules that all changes are under. */
export function repositoryReasons(
  changedFiles: readonly string[],
  environments: readonly string[],
): PlanReason[] {
  const guarded = GUARDED.flatMap(({ files, kind, words }): PlanReason[] => {
    const hit = changedFiles.filter(file => files.test(file));
    return hit.length === 0
      ? []
      : [
          {
            level: 'attention',
            kind,
            message: `changes ${words} (${hit.length === 1 ? hit[0] : countWords(hit.length, 'file')})`,
          },
        ];
  });
  return [
    ...guarded,
    ...environments.map((message): PlanReason => ({
      level: 'attention',
      kind: 'blast-radius',
      message: `environments.yaml: ${message}`,
    })),
  ];
}

/** Teams that may do more than before, once for the same on several clusters. */
export function rightsReasons(projects: readonly ProjectPlan[]): PlanReason[] {
  const wider = projects.filter(({ widened }) => widened.length > 0);
  const groups = groupBy(wider, ({ team, widened }) =>
    JSON.stringify([team, widened]),
  );
  return [...groups.values()].map(group => {
    const [{ team, widened }] = group;
    const clusters = listWords(group.map(({ cluster }) => cluster));
    return {
      level: 'attention',
      kind: 'rights',
      message: `team ${team} gains ${countWords(widened.length, 'right')} on ${clusters}: ${listWords(widened, 3)}`,
    };
  });
}
