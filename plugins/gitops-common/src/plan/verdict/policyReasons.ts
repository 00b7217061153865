import type { OverlayPlan, PlanReason, PolicyFinding } from '../plan';
import { countWords, groupBy, listWords } from '../words';
import { componentWords, onlyOverlay } from './scope';

/** Rules of this name find secrets in plain text, in the policies that a GitOps repository starts with. */
export const PLAINTEXT_SECRET_RULE = 'plaintext-secret';

interface Located {
  finding: PolicyFinding;
  overlay?: OverlayPlan;
}

/** One reason for each rule that the change newly breaks. */
export function policyReasons(
  overlays: readonly OverlayPlan[],
  repository: readonly PolicyFinding[],
): PlanReason[] {
  const all: Located[] = [
    ...repository.map(finding => ({ finding })),
    ...overlays.flatMap(overlay =>
      overlay.findings.map(finding => ({ finding, overlay })),
    ),
  ].filter(({ finding }) => finding.introduced);
  const byRule = groupBy(
    all,
    ({ finding }) => `${finding.effect} ${finding.rule}`,
  );
  return [...byRule.values()].map(reasonOf);
}

function reasonOf(located: readonly Located[]): PlanReason {
  const [{ finding }] = located;
  const overlays = located.flatMap(({ overlay }) => overlay ?? []);
  const places = overlays.length > 0 ? ` in ${placeWords(overlays)}` : '';
  const verb = finding.effect === 'deny' ? 'refuses' : 'warns of';
  return {
    level: finding.effect === 'deny' ? 'refused' : 'attention',
    kind: finding.rule === PLAINTEXT_SECRET_RULE ? 'secret' : 'policy',
    message:
      located.length === 1
        ? `policy ${finding.rule} ${verb} ${finding.object}${places}: ${finding.reason}`
        : `policy ${finding.rule} ${verb} ${countWords(located.length, 'finding')}${places}, first ${finding.object}: ${finding.reason}`,
    fix: finding.fix,
    ...onlyOverlay(overlays),
  };
}

function placeWords(overlays: readonly OverlayPlan[]): string {
  const environments = [...new Set(overlays.map(one => one.environment))];
  return `${componentWords(overlays)} in ${listWords(environments)}`;
}
