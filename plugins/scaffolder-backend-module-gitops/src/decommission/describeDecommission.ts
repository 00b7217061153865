import {
  clustersOfOverlay,
  namespaceName,
  parseOverlayName,
  type Environments,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import { oneLine } from '../creation/describe';
import type { Proposal } from '../proposal/proposeChange';
import type { Dependent } from './dependents';

/** What a reader of the pull requests should learn. */
export interface DecommissionFacts {
  described: GitOpsComponent;
  environments: Environments;
  /** Names of the overlays that are removed. */
  overlays: readonly string[];
  dependents: readonly Dependent[];
  requestedBy: string;
}

/** What merging the removal of a component does, and what it does not, in Markdown. */
export function describeRemoval(facts: DecommissionFacts): string {
  const { described, environments, overlays, dependents } = facts;
  const { name, owner } = described;
  const rows = environments.environments.flatMap(environment =>
    overlays.flatMap(overlayName => {
      const overlay = parseOverlayName(environments, name, overlayName);
      return overlay?.environment === environment.name
        ? clustersOfOverlay(environment, overlay, overlays).map(
            cluster =>
              `| ${environment.name} | ${cluster} | \`${namespaceName(name, environment.name)}\` |`,
          )
        : [];
    }),
  );
  return [
    `Merging removes \`${name}\` of **${owner}** from:`,
    '',
    '| Environment | Cluster | Application and namespace |',
    '| --- | --- | --- |',
    ...rows.reverse(),
    '',
    dependents.length > 0
      ? `**The catalog says that these depend on it:** ${dependents.map(mention).join(', ')}.`
      : 'The catalog knows of nothing that depends on it.',
    '',
    'After the merge:',
    '',
    '- Argo CD deletes the Applications with all that they deployed. That holds where the environment does not prune, because `prune` is about what a sync leaves over.',
    `- **Databases and volumes wait for a word**: what says \`Delete=confirm\` is deleted when someone confirms it, with \`argocd app confirm-deletion ${name}-<environment>\` or in Argo CD. Save first what is worth keeping.`,
    `- The AppProject \`${owner}\` keeps its rights until then: Argo CD deletes only what the project allows.`,
    `- Run the template again when it is gone. It then takes the rights from the project, archives ${described.repository} and unregisters the component.`,
    '- Images, and secrets in Vault, stay.',
    '',
    `- Requested by: \`${oneLine(facts.requestedBy)}\``,
  ].join('\n');
}

/** What merging the last clean-up does, in Markdown. */
export function describeWithdrawal(
  { name, owner, repository }: GitOpsComponent,
  requestedBy: string,
): string {
  return [
    `\`${name}\` is gone from all clusters. Merging takes its namespaces from the AppProject \`${owner}\`.`,
    '',
    `${repository} is archived, not deleted, and the component is no longer in the catalog.`,
    '',
    `- Requested by: \`${oneLine(requestedBy)}\``,
  ].join('\n');
}

/** What the person who ran the template has to do next, in Markdown. */
export function nextSteps(
  phase: 'removal' | 'clean-up',
  { name, repository }: GitOpsComponent,
  { merged, url }: Pick<Proposal, 'merged' | 'url'>,
): string {
  if (phase === 'removal') {
    return `\`${name}\` still runs: its [removal](${url}) waits for a review. After the merge, Argo CD deletes it; confirm the deletion of databases and volumes there. When the Delivery page shows nothing, **run this template again**: it withdraws the rights of the team's project, archives ${repository} and unregisters the component.`;
  }
  return merged
    ? `\`${name}\` is gone: nothing has rights for it, ${repository} is archived, and the catalog forgets it within minutes.`
    : `\`${name}\` is gone from all clusters, ${repository} is archived, and the catalog forgets it within minutes. The [pull request](${url}) that withdraws its rights waits for a review.`;
}

function mention({ entityRef, api }: Dependent): string {
  return api ? `\`${entityRef}\` (consumes \`${api}\`)` : `\`${entityRef}\``;
}
