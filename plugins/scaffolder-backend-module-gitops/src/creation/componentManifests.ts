import { InputError } from '@backstage/errors';
import {
  componentFile,
  overlayPath,
  parseComponent,
  type GitOpsComponent,
} from '@slipway/plugin-gitops-common';
import { Manifest } from '../manifests/readManifests';

/** The component that a pull request creates. */
export interface ComponentRequest {
  component: string;
  /** Slug of the team, which is also the name of its AppProject. */
  owner: string;
  environments: string[];
}

/**
 * Checks that rendered manifests are those of the requested component and of
 * nothing else: all below `apps/<component>`, a `component.yaml` that agrees,
 * and an overlay for every environment.
 *
 * @returns the component as its own file describes it
 * @throws InputError naming the first thing that does not agree.
 */
export function checkComponentManifests(
  manifests: Manifest[],
  request: ComponentRequest,
): GitOpsComponent {
  const { component, owner, environments } = request;
  assertBelowComponent(manifests, component);
  const file = manifests.find(({ path }) => path === componentFile(component));
  if (!file) {
    throw new InputError(
      `The template rendered no ${componentFile(component)}; it tells whose the component is`,
    );
  }
  const described = parseComponent(file.content, file.path);
  if (described.name !== component || described.owner !== owner) {
    throw new InputError(
      `${file.path} describes ${described.name} of ${described.owner}, but ${component} of ${owner} was asked for`,
    );
  }
  for (const environment of environments) {
    const overlay = `${overlayPath({ component, environment })}/`;
    if (!manifests.some(({ path }) => path.startsWith(overlay))) {
      throw new InputError(
        `The template rendered no overlay ${overlay} for environment ${environment}`,
      );
    }
  }
  return described;
}

/** Refuses manifests outside of the component's own directory. */
export function assertBelowComponent(
  manifests: readonly Manifest[],
  component: string,
): void {
  const root = `apps/${component}/`;
  const outside = manifests.find(({ path }) => !path.startsWith(root));
  if (outside) {
    throw new InputError(
      `The template may only write below ${root}, not ${outside.path}`,
    );
  }
}
