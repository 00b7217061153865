import {
  appProjectFile,
  namespaceName,
  parseYaml,
  type Environments,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import { isMap, isSeq } from 'yaml';
import { FileChange } from '../proposal/FileChange';

/**
 * The team's AppProject on every cluster without the namespaces of a component.
 * What else the project allows stays, comments included.
 *
 * @param read - text of a file as it is now
 */
export async function withdrawRights(
  { name, owner }: GitOpsComponent,
  { environments, clusters }: Environments,
  read: (path: string) => Promise<string | undefined>,
): Promise<FileChange[]> {
  const namespaces = new Set(
    environments.map(environment => namespaceName(name, environment.name)),
  );
  const changes = await Promise.all(
    clusters.map(async cluster => {
      const path = appProjectFile(cluster.name, owner);
      const text = await read(path);
      const content = text && without(path, text, namespaces);
      return content && content !== text ? [{ path, content }] : [];
    }),
  );
  return changes.flat();
}

function without(
  path: string,
  text: string,
  namespaces: ReadonlySet<string>,
): string {
  const { document } = parseYaml(path, text);
  const destinations = document.getIn(['spec', 'destinations'], true);
  if (!isSeq(destinations)) {
    return text;
  }
  const kept = destinations.items.filter(
    item => !isMap(item) || !namespaces.has(String(item.get('namespace'))),
  );
  if (kept.length === destinations.items.length) {
    return text;
  }
  destinations.items = kept;
  return document.toString({ lineWidth: 0 });
}
