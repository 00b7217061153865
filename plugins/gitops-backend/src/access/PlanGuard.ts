import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { NotFoundError } from '@backstage/errors';
import type { Plan, Verdict } from '@slipway/plugin-gitops-common';
import type { GitOpsIndex } from '../index/GitOpsIndex';
import { noPlan } from '../plan/noPlan';
import type { ComponentGuard, Sees } from './ComponentGuard';
import { HiddenNames } from './HiddenNames';
import type { Visibility } from './VisibleComponents';

/** What a {@link PlanGuard} asks. */
export interface PlanGuardOptions {
  guard: Pick<ComponentGuard, 'sees'>;
  visibility: Visibility;
  index: Pick<GitOpsIndex, 'snapshot'>;
}

/** Keeps plans from those who may not know of the components that they are about. */
export class PlanGuard {
  readonly #options: PlanGuardOptions;

  constructor(options: PlanGuardOptions) {
    this.#options = options;
  }

  /**
   * The plan as somebody may see it: overlays of hidden components are not counted, either, and those that it
   * collides with have no names.
   *
   * @param absent - what is thrown if there is no such plan
   * @throws `absent`, too, if it is about a hidden component
   */
  async show(
    credentials: BackstageCredentials,
    plan: Plan,
    absent: NotFoundError = noPlan(plan.id),
  ): Promise<Plan> {
    const { guard, visibility, index } = this.#options;
    const [sees, visible] = await Promise.all([
      guard.sees(credentials),
      visibility.of(credentials),
    ]);
    if (!sees(componentsOf(plan))) {
      throw absent;
    }
    const components = Object.entries(index.snapshot?.components ?? {});
    if (sees(components.map(([name]) => name))) {
      return plan;
    }
    const changed = new Set(plan.overlays.map(({ path }) => path));
    const untouched = components
      .filter(([name]) => visible.has(name))
      .flatMap(([name, { overlays }]) =>
        overlays.map(overlay => `apps/${name}/overlays/${overlay.name}`),
      )
      .filter(path => !changed.has(path));
    return { ...this.#hidden(sees).without(plan), untouched: untouched.length };
  }

  /** What is said with a plan's verdict, and in that no names of hidden components. */
  async showVerdict<T extends { verdict?: Verdict }>(
    credentials: BackstageCredentials,
    said: T,
  ): Promise<T> {
    if (!said.verdict) {
      return said;
    }
    const hidden = this.#hidden(await this.#options.guard.sees(credentials));
    return { ...said, verdict: hidden.withoutIn(said.verdict) };
  }

  #hidden(sees: Sees): HiddenNames {
    const { environments = [] } =
      this.#options.index.snapshot?.environments ?? {};
    return new HiddenNames(
      sees,
      environments.map(({ name }) => name),
    );
  }
}

function componentsOf(plan: Plan): string[] {
  return [
    ...plan.overlays.map(({ component }) => component),
    ...plan.otherFiles.flatMap(
      path => /^apps\/([^/]+)\//.exec(path)?.[1] ?? [],
    ),
  ];
}
