import {
  namespaceName,
  overlayName,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import { oneLine } from '../creation/describe';
import type { OverlayPlan } from './newOverlays';

/** `Add shop to staging, prod-yc`. */
export function overlaysTitle(
  component: string,
  overlays: readonly string[],
): string {
  return `Add ${component} to ${overlays.join(', ')}`;
}

/** What merging new overlays does, per overlay and cluster, in Markdown. */
export function describeOverlays(
  { name, owner }: GitOpsComponent,
  { added, replaced }: OverlayPlan,
  requestedBy: string,
): string {
  const rows = added.flatMap(
    ({ name: overlay, environment, clusters, origin }) =>
      clusters.map(
        cluster =>
          `| ${overlay} | ${cluster} | \`${namespaceName(name, environment.name)}\` | ${
            origin === 'copy'
              ? 'what runs there, unchanged'
              : `new, ${environment.sync.automated ? 'by itself after the merge' : 'when someone syncs'}`
          } |`,
      ),
  );
  return [
    `Merging gives \`${name}\` of **${owner}** these overlays:`,
    '',
    '| Overlay | Cluster | Application and namespace | What it brings |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    ...replaced.flatMap(one => [
      `\`${overlayName(one)}\` is split, because a cluster takes the overlay of its environment or one of its own, never both. Each cluster gets a copy, so that nothing that runs changes.`,
      '',
    ]),
    'New overlays are what the template generates, with the release of the nearest environment. What people changed by hand in other overlays is not in them.',
    '',
    `- Requested by: \`${oneLine(requestedBy)}\``,
  ].join('\n');
}
