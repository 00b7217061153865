import { InputError } from '@backstage/errors';

const MAX_PATH_LENGTH = 512;
const FORBIDDEN_ROOTS = ['.github', '.gitea', '.gitlab'];

/**
 * Checks a path that a template wants to write into the GitOps repository.
 * The repository's own workflows and git's internals are out of reach for
 * templates, however the path is spelled.
 *
 * @returns the path, unchanged
 * @throws InputError naming the path and what is wrong with it.
 */
export function assertManifestPath(path: string): string {
  const fault = findFault(path);
  if (fault) {
    throw new InputError(
      `The template may not write ${JSON.stringify(path)}: ${fault}`,
    );
  }
  return path;
}

function findFault(path: string): string | undefined {
  if (path === '' || path.length > MAX_PATH_LENGTH) {
    return `a path has 1 to ${MAX_PATH_LENGTH} characters`;
  }
  if (/^([a-z]:|[\\/])/i.test(path)) {
    return 'it is absolute';
  }
  if ([...path].some(c => c < ' ' || c === '\u007f' || c === '\\')) {
    return 'it holds a control character or a backslash';
  }
  const segments = path.split('/');
  if (segments.some(s => s === '' || s === '.' || s === '..')) {
    return 'it holds an empty, "." or ".." segment';
  }
  // Some file systems fold case and drop trailing dots and spaces.
  const folded = segments.map(s => s.toLowerCase().replace(/[. ]+$/, ''));
  if (folded.some(s => s === '.git' || s === 'git~1')) {
    return "it reaches into git's own directory";
  }
  if (FORBIDDEN_ROOTS.includes(folded[0])) {
    return "it reaches into the repository's workflows";
  }
  return undefined;
}
