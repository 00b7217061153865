import { formatFileProblem, type FileProblem } from '../../yaml/FileProblem';
import type { Masker } from '../masking/Masker';
import type { OverlayPlan, PlanReason } from '../plan';
import { countWords, groupBy } from '../words';
import { onlyOverlay } from './scope';

/**
 * What cannot be rendered, once for each cause: a broken base breaks many overlays. A break that the base has as
 * well is not the change's doing, but hides what the change does.
 */
export function renderReasons(
  overlays: readonly OverlayPlan[],
  alreadyBroken: ReadonlySet<string>,
): PlanReason[] {
  const broken = overlays.filter(({ problem }) => problem !== undefined);
  const groups = groupBy(broken, ({ path, problem }) =>
    JSON.stringify([
      problem?.side,
      alreadyBroken.has(path),
      problem?.message,
      problem?.file,
    ]),
  );
  return [...groups.values()].map(group => {
    const [{ path, problem }] = group;
    const what =
      group.length === 1 ? path : countWords(group.length, 'overlay');
    const known = problem?.side === 'base' || alreadyBroken.has(path);
    const when = known ? ' before this change already' : '';
    const where = problem?.file ? `${problem.file}: ` : '';
    return {
      level: known ? 'attention' : 'refused',
      kind: 'render',
      message: `${what} cannot be rendered${when}: ${where}${problem?.message ?? ''}`,
      ...(known && {
        fix: 'mend it first, so that the plan can say what this change does',
      }),
      ...onlyOverlay(group),
    };
  });
}

/** Files of the repository that say nothing that can be understood. */
export function fileReasons(
  problems: readonly FileProblem[],
  masker: Masker,
): PlanReason[] {
  return problems.map(problem => ({
    level: 'refused',
    kind: 'render',
    message: `cannot be read: ${masker.text(formatFileProblem(problem))}`,
  }));
}
