import { InputError } from '@backstage/errors';
import {
  overlayName,
  overlayPath,
  releaseFile,
} from '@slipway/plugin-gitops-common';
import { overlaysOf, type OpenComponent } from '../component/openComponent';
import { Manifest } from '../manifests/readManifests';
import { FileChange } from '../proposal/FileChange';
import {
  isInOverlay,
  releaseSource,
  type NewOverlay,
  type OverlayPlan,
} from './newOverlays';

/**
 * The files that bring a plan about: what the template rendered with the
 * release that runs nearest, copies, and the removal of what was copied.
 *
 * @throws InputError if the template rendered anything else than was planned
 */
export function overlayFiles(
  component: OpenComponent,
  plan: OverlayPlan,
  rendered: readonly Manifest[],
): FileChange[] {
  const fromTemplate = plan.added.filter(({ origin }) => origin === 'template');
  const stray = rendered.find(
    ({ path }) =>
      !fromTemplate.some(({ overlay }) => isInOverlay(path, overlay)),
  );
  if (stray) {
    throw new InputError(
      `The template may only write the overlays ${fromTemplate
        .map(({ name }) => name)
        .join(', ')}, not ${stray.path}`,
    );
  }
  const removed = [...component.files.keys()]
    .filter(path => plan.replaced.some(one => isInOverlay(path, one)))
    .map(path => ({ path, removed: true as const }));
  return [
    ...plan.added.flatMap(one =>
      one.origin === 'copy'
        ? copied(component, one)
        : generated(component, one, rendered),
    ),
    ...removed,
  ];
}

function copied({ files }: OpenComponent, one: NewOverlay): FileChange[] {
  const from = { ...one.overlay, cluster: undefined };
  return [...files]
    .filter(([path]) => isInOverlay(path, from))
    .map(([path, blob]) => ({
      path: `${overlayPath(one.overlay)}${path.slice(overlayPath(from).length)}`,
      blob,
    }));
}

function generated(
  component: OpenComponent,
  one: NewOverlay,
  rendered: readonly Manifest[],
): FileChange[] {
  const { described, environments, files } = component;
  const own = rendered.filter(({ path }) => isInOverlay(path, one.overlay));
  if (own.length === 0) {
    throw new InputError(
      `The template rendered no overlay ${overlayName(one.overlay)}; check the step that fetches it`,
    );
  }
  const source = releaseSource(
    environments,
    described.name,
    overlaysOf(component),
    one.overlay.environment,
  );
  const layer = releaseFile(one.overlay, described.style);
  const release = source && files.get(releaseFile(source, described.style));
  return own.map(({ path, content }) =>
    path === layer && release ? { path, blob: release } : { path, content },
  );
}
