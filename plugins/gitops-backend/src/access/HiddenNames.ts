import type {
  Plan,
  PlanReason,
  PolicyFinding,
  Verdict,
} from '@slipway/plugin-gitops-common';
import type { Sees } from './ComponentGuard';

const OTHER = 'another component';
/** Files of a component. */
const PATH = /\bapps\/([a-z][a-z0-9-]*)(?:\/[^\s:,;]*)?/g;
/** A name by itself: not a part of another one, nor of a host, which whoever reads a plan asks for. */
const NAME = /(?<![\w.-])[a-z][a-z0-9-]*(?![\w-]|\.\w)/g;

/** Takes the names of hidden components out of what a plan says about visible ones. */
export class HiddenNames {
  readonly #sees: Sees;
  readonly #environments: readonly string[];

  /** @param environments - whose names end those of namespaces */
  constructor(sees: Sees, environments: readonly string[]) {
    this.#sees = sees;
    this.#environments = environments;
  }

  /** The same plan; what the base says of hidden components anyway is left out. */
  without(plan: Plan): Plan {
    return {
      ...plan,
      verdict: this.withoutIn(plan.verdict),
      overlays: plan.overlays.map(overlay => ({
        ...overlay,
        findings: overlay.findings.map(one => this.#finding(one)),
        ...(overlay.problem && {
          problem: {
            ...overlay.problem,
            message: this.#text(overlay.problem.message),
          },
        }),
      })),
      projects: plan.projects.map(project => ({
        ...project,
        widened: project.widened.map(right => this.#rights(right)),
        narrowed: project.narrowed.map(right => this.#rights(right)),
      })),
      findings: plan.findings
        .filter(one => one.introduced || !this.#names(one))
        .map(one => this.#finding(one)),
    };
  }

  /** The same verdict. */
  withoutIn(verdict: Verdict): Verdict {
    const { reasons } = verdict;
    return { ...verdict, reasons: reasons.map(one => this.#reason(one)) };
  }

  #reason({ overlay, ...reason }: PlanReason): PlanReason {
    const words =
      reason.kind === 'rights'
        ? this.#rights(reason.message)
        : this.#text(reason.message);
    return {
      ...reason,
      message: words,
      ...(reason.fix !== undefined && { fix: this.#text(reason.fix) }),
      ...(overlay !== undefined &&
        this.#text(overlay) === overlay && { overlay }),
    };
  }

  #finding(finding: PolicyFinding): PolicyFinding {
    const { object, reason, fix } = finding;
    return {
      ...finding,
      object: this.#text(object),
      reason: this.#text(reason),
      fix: this.#text(fix),
    };
  }

  #names(finding: PolicyFinding): boolean {
    const { object, reason, fix } = this.#finding(finding);
    return (
      object !== finding.object ||
      reason !== finding.reason ||
      fix !== finding.fix
    );
  }

  #text(text: string): string {
    return text
      .replace(PATH, (path, name: string) => (this.#hides(name) ? OTHER : path))
      .replace(NAME, name => (this.#hides(name) ? OTHER : name));
  }

  /** What a team may do is said of namespaces, which are called like their components. */
  #rights(text: string): string {
    const isHidden = (namespace: string) =>
      this.#environments.some(
        environment =>
          namespace.endsWith(`-${environment}`) &&
          this.#hides(namespace.slice(0, -environment.length - 1)),
      );
    return this.#text(text).replace(NAME, name =>
      isHidden(name) ? `of ${OTHER}` : name,
    );
  }

  #hides(component: string): boolean {
    return !this.#sees([component]);
  }
}
