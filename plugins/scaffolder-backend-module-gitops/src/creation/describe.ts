import {
  COMMIT_TRAILERS,
  namespaceName,
  type Environments,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import { ComponentRequest } from './componentManifests';

/** What a reader of the commit and of the pull request should learn. */
export interface DescriptionFacts extends ComponentRequest {
  described: GitOpsComponent;
  /** Catalog environments, to tell which cluster each one reaches. */
  known: Environments;
  /** Web address of the service's own repository. */
  repositoryUrl: string;
  /** Entity reference of the person who asked. */
  requestedBy: string;
  /** Words of the template, put first. */
  introduction?: string;
}

/** `Create shop in dev, prod`. */
export function describeTitle(request: ComponentRequest): string {
  return `Create ${request.component} in ${request.environments.join(', ')}`;
}

/** The commit's message with trailers that name component and requester. */
export function describeCommit(
  title: string,
  facts: { component: string; requestedBy: string },
): string {
  return [
    oneLine(title),
    '',
    `${COMMIT_TRAILERS.component}: ${facts.component}`,
    `${COMMIT_TRAILERS.requestedBy}: ${oneLine(facts.requestedBy)}`,
  ].join('\n');
}

/** What merging does, per environment and cluster, in Markdown. */
export function describePullRequest(facts: DescriptionFacts): string {
  const { component, owner, known, environments, described } = facts;
  const rows = known.environments
    .filter(({ name }) => environments.includes(name))
    .flatMap(({ name, clusters, sync }) =>
      clusters.map(
        cluster =>
          `| ${name} | ${cluster} | \`${namespaceName(component, name)}\` | ${
            sync.automated ? 'by itself after the merge' : 'when someone syncs'
          } |`,
      ),
    );
  return [
    ...(facts.introduction ? [facts.introduction.trim(), ''] : []),
    `Merging brings \`${component}\` of **${owner}** to:`,
    '',
    '| Environment | Cluster | Application and namespace | Synced |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `It also lets the AppProject \`${owner}\` deploy to these namespaces.`,
    '',
    `- Repository: [${described.repository}](${facts.repositoryUrl})`,
    `- Requested by: \`${oneLine(facts.requestedBy)}\``,
  ].join('\n');
}

/** A trailer or title with a line break could forge the trailers that follow. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
