import { InputError } from '@backstage/errors';
import { Document, isMap, isSeq } from 'yaml';
import { z } from 'zod';
import { labelProblem } from '../names';
import { parseYaml, validateYaml } from '../yaml/parseYaml';

/** Argo CD's name for the cluster it runs in, which is the only one its projects may reach. */
const IN_CLUSTER = 'https://kubernetes.default.svc';

// Loose: a platform team may use more of an AppProject than this touches.
const appProjectSchema = z.looseObject({
  apiVersion: z.literal('argoproj.io/v1alpha1'),
  kind: z.literal('AppProject'),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    sourceRepos: z.array(z.string()).optional(),
    destinations: z
      .array(
        z.looseObject({
          namespace: z.string().optional(),
          server: z.string().optional(),
          name: z.string().optional(),
        }),
      )
      .optional(),
  }),
});

/** What a team's project on a cluster must allow. */
export interface AppProjectRights {
  /** The team's slug, which is the project's name. */
  team: string;
  /** Namespaces that its Applications deploy to. */
  namespaces: readonly string[];
  /** Repositories that its Applications read, as Argo CD spells them in an Application. */
  sourceRepos: readonly string[];
}

/** Path of a team's AppProject on a cluster. */
export function appProjectFile(cluster: string, team: string): string {
  return `clusters/${cluster}/projects/${team}.yaml`;
}

/**
 * Adds rights to a team's AppProject, or makes the project. Nothing is ever taken away, comments
 * stay, and the text comes back unchanged if it allows all of this already.
 *
 * @param text - the present file; undefined if there is none
 * @throws `MalformedFileError` if the present text is no AppProject; `InputError` if it is another team's
 */
export function editAppProject(
  text: string | undefined,
  file: string,
  rights: AppProjectRights,
): string {
  const invalid = [rights.team, ...rights.namespaces].find(name =>
    labelProblem(name),
  );
  if (invalid !== undefined) {
    throw new InputError(
      `"${invalid}" cannot be in an AppProject: ${labelProblem(invalid)}`,
    );
  }
  if (text === undefined) {
    return newProject(rights).toString();
  }
  const yaml = parseYaml(file, text);
  const project = validateYaml(yaml, appProjectSchema);
  if (project.metadata.name !== rights.team) {
    throw new InputError(
      `${file} is the project of "${project.metadata.name}", not of "${rights.team}"; rename one of them`,
    );
  }
  const repositories = rights.sourceRepos.filter(
    url => !project.spec.sourceRepos?.includes(url),
  );
  const namespaces = rights.namespaces.filter(
    namespace =>
      !project.spec.destinations?.some(
        one =>
          one.namespace === namespace &&
          (one.server === IN_CLUSTER || one.name === 'in-cluster'),
      ),
  );
  if (repositories.length === 0 && namespaces.length === 0) {
    return text;
  }
  append(yaml.document, 'sourceRepos', repositories);
  append(yaml.document, 'destinations', namespaces.map(destination));
  return yaml.document.toString({ lineWidth: 0 });
}

function append(document: Document, key: string, values: readonly unknown[]) {
  const spec = document.get('spec', true);
  if (!isMap(spec) || values.length === 0) {
    return;
  }
  if (!isSeq(spec.get(key, true))) {
    spec.set(key, document.createNode([]));
  }
  for (const value of values) {
    document.addIn(['spec', key], document.createNode(value));
  }
}

function destination(namespace: string) {
  return { namespace, server: IN_CLUSTER };
}

function newProject(rights: AppProjectRights): Document {
  return new Document({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: rights.team, namespace: 'argocd' },
    spec: {
      description: `What ${rights.team} may deploy, and where.`,
      sourceRepos: [...new Set(rights.sourceRepos)],
      destinations: [...new Set(rights.namespaces)].map(destination),
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
    },
  });
}
