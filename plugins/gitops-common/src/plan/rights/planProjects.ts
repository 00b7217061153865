import type { Masker } from '../masking/Masker';
import { MalformedFileError, type FileProblem } from '../../yaml/FileProblem';
import { parseYaml, validateYaml } from '../../yaml/parseYaml';
import type { ProjectPlan } from '../plan';
import { compareRights } from './compareRights';
import { projectRightsSchema, type Rights, rightsOf } from './rights';

const FILE = /^clusters\/([^/]+)\/projects\/([^/]+)\.ya?ml$/;
const NONE: Rights = { allowed: [], forbidden: [] };

/** What becomes of teams' rights, and which files of the head do not say it. */
export function planProjects(
  base: ReadonlyMap<string, string>,
  head: ReadonlyMap<string, string>,
  masker: Masker,
): { projects: ProjectPlan[]; problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const projects: ProjectPlan[] = [];
  for (const file of [...new Set([...base.keys(), ...head.keys()])].sort()) {
    const [, cluster, team] = FILE.exec(file) ?? [];
    const [before, after] = [base.get(file), head.get(file)];
    if (cluster === undefined || team === undefined || before === after) {
      continue;
    }
    // What the base allowed in a file nobody can read is not known; then all of the head is new.
    const was =
      before === undefined ? undefined : read(file, before, () => undefined);
    const is =
      after === undefined
        ? undefined
        : read(file, after, problem => problems.push(problem));
    const { widened, narrowed } = compareRights(was ?? NONE, is ?? NONE);
    projects.push({
      cluster,
      team,
      change: projectChange(before, after),
      widened: widened.map(words => masker.text(words)),
      narrowed: narrowed.map(words => masker.text(words)),
    });
  }
  return { projects, problems };
}

function projectChange(before: string | undefined, after: string | undefined) {
  if (before === undefined) {
    return 'added';
  }
  return after === undefined ? 'removed' : 'changed';
}

function read(
  file: string,
  text: string,
  complain: (problem: FileProblem) => void,
): Rights | undefined {
  try {
    return rightsOf(validateYaml(parseYaml(file, text), projectRightsSchema));
  } catch (error) {
    if (error instanceof MalformedFileError) {
      complain(error.problem);
      return undefined;
    }
    throw error;
  }
}
