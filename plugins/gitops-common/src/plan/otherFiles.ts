import { ENVIRONMENTS_FILE } from '../environments/environments';
import type { PlanInput } from './input';
import type { OverlayPlan, ProjectPlan } from './plan';
import { appProjectFile } from '../projects/appProject';

/** Changed files that no overlay and no project of the plan shows. */
export function otherFiles(
  { base, head, changedFiles }: PlanInput,
  overlays: readonly OverlayPlan[],
  projects: readonly ProjectPlan[],
): string[] {
  const components = new Set(overlays.map(({ component }) => component));
  const paths = new Set(overlays.map(({ path }) => path));
  const shown = new Set([
    ENVIRONMENTS_FILE,
    ...projects.map(({ cluster, team }) => appProjectFile(cluster, team)),
    ...overlays.flatMap(({ path }) =>
      [base, head].flatMap(side => side.overlays.get(path)?.reads ?? []),
    ),
  ]);
  return changedFiles.filter(file => {
    const [, component, overlay] =
      /^apps\/([^/]+)\/(?:overlays\/([^/]+)\/)?/.exec(file) ?? [];
    const path = `apps/${component}/overlays/${overlay}`;
    const isOfOverlay =
      overlay === undefined ? components.has(component) : paths.has(path);
    return !shown.has(file) && !isOfOverlay;
  });
}
