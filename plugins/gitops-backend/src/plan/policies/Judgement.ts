import {
  claimsOf,
  MalformedFileError,
  type OverlayClaims,
  type RenderedOverlay,
  type SideFinding,
} from '@slipway/plugin-gitops-common';
import type { JsonObject } from '@slipway/renderer';
import type { Rendered } from '../render/OverlayRenderer';
import type { OverlayEntry, Repository } from '../repository/Repository';
import type { PlanTree } from '../trees/ObjectTree';
import { overlayInput, policyFiles, repositoryInput } from './inputs';
import { isUnjudged, type PolicyJudge, unjudged } from './PolicyJudge';
import { type Policies, policiesDigest, readPolicies } from './readPolicies';

/** The side of a plan that is judged. */
export type Side = 'base' | 'head';

/** What both sides of one plan are judged with. */
export interface JudgementOptions {
  /** Where the policies are from. */
  base: PlanTree;
  baseProjects: readonly JsonObject[];
  changedFiles: readonly string[];
  untouched: readonly OverlayClaims[];
  signal?: AbortSignal;
}

/** Judges both sides of one plan by the policies of its base. */
export class Judgement {
  readonly #judge: PolicyJudge;
  readonly #options: JudgementOptions;
  readonly #policies: Policies | SideFinding;

  /** Reads the policies. */
  static async of(
    judge: PolicyJudge,
    options: JudgementOptions,
  ): Promise<Judgement> {
    return new Judgement(judge, options, await policiesOf(options.base));
  }

  private constructor(
    judge: PolicyJudge,
    options: JudgementOptions,
    policies: Policies | SideFinding,
  ) {
    this.#judge = judge;
    this.#options = options;
    this.#policies = policies;
  }

  /** The overlays, each with what policies say about it. */
  async overlays(
    side: Side,
    entries: readonly OverlayEntry[],
    rendered: ReadonlyMap<string, Rendered>,
    overlays: ReadonlyMap<string, RenderedOverlay>,
  ): Promise<Map<string, RenderedOverlay>> {
    const result = new Map(overlays);
    if ('rule' in this.#policies) {
      return result;
    }
    const judged = entries.filter(
      ({ path }) => rendered.get(path)?.problem === undefined,
    );
    const findings = await this.#judge.judge(
      this.#asked(this.#policies),
      'overlay',
      judged.map(entry =>
        overlayInput(entry, rendered.get(entry.path)?.written ?? []),
      ),
      this.#options.signal,
    );
    judged.forEach(({ path }, index) => {
      const overlay = overlays.get(path);
      if (overlay) {
        const kept = this.#keep(side, findings[index]);
        result.set(path, { ...overlay, findings: kept });
      }
    });
    return result;
  }

  /** What policies say about a side as a whole. */
  async repository(
    side: Side,
    repository: Repository,
    projects: readonly JsonObject[],
    rendered: ReadonlyMap<string, RenderedOverlay>,
  ): Promise<SideFinding[]> {
    if ('rule' in this.#policies) {
      return this.#keep(side, [this.#policies]);
    }
    const { changedFiles, untouched, baseProjects, signal } = this.#options;
    const { files, findings } = await policyFiles(
      repository.tree,
      changedFiles,
    );
    const [judged] = await this.#judge.judge(
      this.#asked(this.#policies),
      'repository',
      [
        repositoryInput({
          repository,
          claims: [...untouched, ...[...rendered.values()].map(claimsOf)],
          files,
          projects,
          baseProjects,
        }),
      ],
      signal,
    );
    return [...findings, ...this.#keep(side, judged)];
  }

  /**
   * A change is to blame for what only its head has. Policies that fail on both sides must not let
   * it pass for that, unless it mends them.
   */
  #keep(side: Side, findings: readonly SideFinding[]): SideFinding[] {
    const mends = this.#options.changedFiles.some(path =>
      path.startsWith('policies/'),
    );
    return findings.filter(
      finding => side === 'head' || mends || !isUnjudged(finding),
    );
  }

  #asked(policies: Policies) {
    return { policies, digest: policiesDigest(this.#options.base) };
  }
}

/** The policies of a tree, or the one finding that there is without them. */
async function policiesOf(tree: PlanTree): Promise<Policies | SideFinding> {
  try {
    return (
      (await readPolicies(tree)) ?? {
        rule: 'no-policies',
        effect: 'warn',
        object: 'policies/',
        reason: 'the repository has no policies, so that nothing is judged',
        fix: 'add policies/, as the template of the GitOps repository has them',
      }
    );
  } catch (error) {
    if (error instanceof MalformedFileError) {
      return unjudged(error.message);
    }
    throw error;
  }
}
