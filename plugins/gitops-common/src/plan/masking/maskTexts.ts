import type { OverlayPlan, PolicyFinding } from '../plan';
import type { Masker } from './Masker';

/**
 * Hides secrets in what others wrote about an overlay. To be done when all objects have been masked: their
 * secrets are known by then, and hidden wherever a message repeats one.
 */
export function maskTexts(plan: OverlayPlan, masker: Masker): OverlayPlan {
  const { problem, version } = plan;
  return {
    ...plan,
    version: {
      ...(version.before !== undefined && {
        before: masker.text(version.before),
      }),
      ...(version.after !== undefined && { after: masker.text(version.after) }),
    },
    findings: maskFindings(plan.findings, masker),
    ...(problem && {
      problem: { ...problem, message: masker.text(problem.message) },
    }),
  };
}

/** Findings without secrets: a rule may repeat what it found. */
export function maskFindings(
  findings: readonly PolicyFinding[],
  masker: Masker,
): PolicyFinding[] {
  return findings.map(finding => ({
    ...finding,
    rule: masker.text(finding.rule),
    object: masker.text(finding.object),
    reason: masker.text(finding.reason),
    fix: masker.text(finding.fix),
  }));
}
