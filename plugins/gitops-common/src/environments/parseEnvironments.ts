import { parseYaml, validateYaml } from '../yaml/parseYaml';
import {
  ENVIRONMENTS_FILE,
  type Environments,
  environmentsSchema,
} from './environments';

/**
 * Reads the text of `environments.yaml`.
 *
 * @throws `MalformedFileError` with file, line and reason
 */
export function parseEnvironments(
  text: string,
  file: string = ENVIRONMENTS_FILE,
): Environments {
  return validateYaml(parseYaml(file, text), environmentsSchema);
}
