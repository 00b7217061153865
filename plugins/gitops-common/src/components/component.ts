import { z } from 'zod';
import { GITOPS_API_VERSION } from '../environments/environments';
import {
  componentNameSchema,
  repositorySlugSchema,
  teamNameSchema,
} from '../names';
import { parseYaml, validateYaml } from '../yaml/parseYaml';

/** The content of `apps/<component>/component.yaml`. */
export const gitOpsComponentSchema = z.strictObject({
  apiVersion: z.literal(GITOPS_API_VERSION),
  kind: z.literal('GitOpsComponent'),
  name: componentNameSchema,
  owner: teamNameSchema,
  repository: repositorySlugSchema,
  style: z.enum(['kustomize', 'helm']),
  images: z.array(z.string().min(1).max(255)).max(50).default([]),
});

/** See {@link gitOpsComponentSchema}. */
export type GitOpsComponent = z.infer<typeof gitOpsComponentSchema>;

/** How a component's overlays are written. */
export type OverlayStyle = GitOpsComponent['style'];

/** Path of a component's own file in the GitOps repository. */
export function componentFile(component: string): string {
  return `apps/${component}/component.yaml`;
}

/**
 * Reads the text of a `component.yaml`.
 *
 * @throws `MalformedFileError` with file, line and reason
 */
export function parseComponent(text: string, file: string): GitOpsComponent {
  return validateYaml(parseYaml(file, text), gitOpsComponentSchema);
}
