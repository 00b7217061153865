import { MalformedFileError, parseYaml } from '@slipway/plugin-gitops-common';
import type { JsonObject } from '@slipway/renderer';
import { z } from 'zod';
import type { PlanTree } from '../trees/ObjectTree';
import { readTexts } from '../trees/readTexts';

const CLUSTER_FILE = /^clusters\/([^/]+)\/.*\.(ya?ml|json)$/;
const PROJECT_FILE = /^clusters\/[^/]+\/projects\/[^/]+\.yaml$/;
const MAX_BYTES = 1024 * 1024;
const DOCUMENT_START = /^---(?:[ \t].*)?\r?$/m;

const projectSchema = z.looseObject({ kind: z.literal('AppProject') });

/** The AppProjects of a tree, in the two forms that they are needed in. */
export interface Projects {
  /** Texts of the teams' own files, by path. */
  texts: ReadonlyMap<string, string>;
  /** Every AppProject of every cluster, wherever it is written, as the policies read them. */
  objects: readonly JsonObject[];
}

/** Reads the AppProjects of a tree. What is no YAML is left to the policies, which see the files. */
export async function readProjects(tree: PlanTree): Promise<Projects> {
  const paths = [...tree.files.keys()].filter(path => CLUSTER_FILE.test(path));
  const texts = new Map<string, string>();
  const objects: JsonObject[] = [];
  for (const [path, text] of await readTexts(tree, paths, MAX_BYTES)) {
    if (text instanceof MalformedFileError) {
      continue;
    }
    if (PROJECT_FILE.test(path)) {
      texts.set(path, text);
    }
    const [, cluster] = CLUSTER_FILE.exec(path) ?? [];
    for (const project of text
      .split(DOCUMENT_START)
      .flatMap(part => parseProject(path, part))) {
      objects.push({ ...project, cluster });
    }
  }
  return { texts, objects };
}

function parseProject(path: string, text: string): JsonObject[] {
  // Parsing is the costly part, and few files of a cluster are projects.
  if (!text.includes('AppProject')) {
    return [];
  }
  try {
    const { document } = parseYaml(path, text);
    const value: unknown = document.toJS({ maxAliasCount: 50 });
    const parsed = projectSchema.safeParse(value);
    return parsed.success
      ? [z.record(z.string(), z.json()).parse(parsed.data)]
      : [];
  } catch {
    return [];
  }
}
