import { type GitOpsComponent } from '@slipway/plugin-gitops-common';
import { oneLine } from '../creation/describe';
import type { DataOption } from './dataOptions';

const TITLES: Record<DataOption, string> = {
  postgresql: 'PostgreSQL',
  redis: 'Redis',
};
const VARIABLES: Record<DataOption, string> = {
  postgresql: '`DATABASE_URL`',
  redis: '`REDIS_URL`',
};

/** `Add PostgreSQL to shop`. */
export function dataTitle(component: string, option: DataOption): string {
  return `Add ${TITLES[option]} to ${component}`;
}

/** What merging a database does, and what it needs of the service, in Markdown. */
export function describeData(
  { name, owner, repository }: GitOpsComponent,
  option: DataOption,
  facts: { repositoryUrl: string; requestedBy: string },
): string {
  return [
    `Merging gives \`${name}\` of **${owner}** ${TITLES[option]} of its own in each of its environments, and hands the service ${VARIABLES[option]}.`,
    '',
    ...(option === 'postgresql'
      ? [
          'Argo CD applies the database first, then runs the migrations with the image of the release, then rolls out.',
          '',
          `**Merge it when the release in the environments can migrate.** That is code of [${repository}](${facts.repositoryUrl}), which this pull request does not change: its image must know the command \`migrate\`. With an older release the sync stops at the migrations, and the pods that run stay as they are.`,
        ]
      : [
          `A release that knows nothing of Redis ignores the variable. What reads it is code of [${repository}](${facts.repositoryUrl}), which this pull request does not change.`,
        ]),
    '',
    `- Requested by: \`${oneLine(facts.requestedBy)}\``,
  ].join('\n');
}
