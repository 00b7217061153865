import {
  clustersOfOverlay,
  componentFile,
  componentNameProblem,
  ENVIRONMENTS_FILE,
  type Environments,
  type FileProblem,
  type GitOpsComponent,
  MalformedFileError,
  namespaceName,
  overlayPath,
  parseComponent,
  parseEnvironments,
  parseOverlayName,
  YAML_LIMITS,
} from '@slipway/plugin-gitops-common';
import { LRUCache } from 'lru-cache';
import type { PlanTree } from '../trees/ObjectTree';
import { readTexts, type Texts, textOf } from '../trees/readTexts';
import { renderRequest } from './renderRequest';
import type { OverlayEntry, Repository } from './Repository';

const OVERLAY_FILE = /^apps\/([^/]+)\/overlays\/([^/]+)\//;
/** Above the design size of 1,000 components, on both sides of a plan. */
const REMEMBERED_COMPONENTS = 5_000;

/** Reads trees of the GitOps repository; what does not change between them is parsed once. */
export class RepositoryReader {
  readonly #components = new LRUCache<string, GitOpsComponent | FileProblem>({
    max: REMEMBERED_COMPONENTS,
  });

  /**
   * @param given - environments to take instead of the tree's own
   * @throws `MalformedFileError` if `environments.yaml` is absent or wrong: nothing else has a meaning then
   */
  async read(tree: PlanTree, given?: Environments): Promise<Repository> {
    const directories = overlayDirectories(tree);
    const files = [...directories.keys()].map(componentFile);
    const texts = await readTexts(
      tree,
      [
        ENVIRONMENTS_FILE,
        ...files.filter(file => !this.#components.has(keyOf(tree, file))),
      ],
      YAML_LIMITS.maxLength,
    );
    const environments =
      given ?? parseEnvironments(textOf(texts, ENVIRONMENTS_FILE));
    const components: GitOpsComponent[] = [];
    const overlays = new Map<string, OverlayEntry>();
    for (const [name, names] of directories) {
      const component = this.#component(tree, texts, name);
      if (!('reason' in component)) {
        components.push(component);
      }
      for (const directory of names) {
        const overlay = parseOverlayName(environments, name, directory);
        const environment = environments.environments.find(
          one => one.name === overlay?.environment,
        );
        if (overlay && environment) {
          const path = overlayPath(overlay);
          overlays.set(path, {
            path,
            overlay,
            environment,
            application: namespaceName(name, environment.name),
            clusters: clustersOfOverlay(environment, overlay, names),
            ...('reason' in component
              ? { problem: component }
              : { component, request: renderRequest(component, overlay) }),
          });
        }
      }
    }
    return { tree, environments, components, overlays };
  }

  #component(tree: PlanTree, texts: Texts, name: string) {
    const file = componentFile(name);
    const key = keyOf(tree, file);
    const known = this.#components.get(key);
    if (known) {
      return known;
    }
    const component = parse(texts, name, file);
    this.#components.set(key, component);
    return component;
  }
}

function keyOf(tree: PlanTree, file: string): string {
  const entry = tree.files.get(file);
  return `${file} ${entry?.oid} ${entry?.regular}`;
}

function parse(
  texts: Texts,
  name: string,
  file: string,
): GitOpsComponent | FileProblem {
  try {
    const component = parseComponent(textOf(texts, file), file);
    return component.name === name
      ? component
      : {
          file,
          reason: `name: is "${component.name}", but the directory is "${name}"`,
        };
  } catch (error) {
    if (error instanceof MalformedFileError) {
      return error.problem;
    }
    throw error;
  }
}

/** Names of overlay directories by component, in order. */
function overlayDirectories(tree: PlanTree): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const path of tree.files.keys()) {
    const [, component, directory] = OVERLAY_FILE.exec(path) ?? [];
    if (component && !componentNameProblem(component)) {
      const names = found.get(component) ?? new Set();
      found.set(component, names.add(directory));
    }
  }
  return new Map(
    [...found.keys()]
      .sort()
      .map(component => [component, [...(found.get(component) ?? [])].sort()]),
  );
}
