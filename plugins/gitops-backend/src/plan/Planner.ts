import { createHash } from 'node:crypto';
import {
  type ComputedPlan,
  computePlan,
  type FileProblem,
  MalformedFileError,
  type OverlayClaims,
  type PlanSide,
} from '@slipway/plugin-gitops-common';
import type { Renderer } from '@slipway/renderer';
import { affectedOverlays } from './affectedOverlays';
import { Judgement } from './policies/Judgement';
import { PolicyJudge } from './policies/PolicyJudge';
import { policiesDigest } from './policies/readPolicies';
import {
  OverlayRenderer,
  type Rendered,
  type RenderOptions,
  type RenderProgress,
} from './render/OverlayRenderer';
import { OverlaySummaries } from './render/OverlaySummaries';
import { readProjects } from './repository/readProjects';
import type { Repository } from './repository/Repository';
import { RepositoryReader } from './repository/RepositoryReader';
import { readRendered } from './repository/readRendered';
import type { TextCache } from './store/RenderCacheStore';
import { changedPaths, type PlanTree } from './trees/ObjectTree';

/** Changes with what a plan of the same change says. */
const FORMAT = '3';
/** Overlays whose files are held at a time while nobody waits. */
const AHEAD = 25;

/** What is compared. */
export interface PlanRequest {
  base: PlanTree;
  baseCommit: string;
  head: PlanTree;
  /** Undefined if the files are proposed and not committed. */
  headCommit?: string;
}

/** Options of one call. */
export interface PlanOptions {
  signal?: AbortSignal;
  onProgress?: RenderProgress;
}

/** Makes plans. */
export class Planner {
  readonly #reader = new RepositoryReader();
  readonly #renderer: OverlayRenderer;
  readonly #judge: PolicyJudge;
  readonly #version: string;

  /** @param options.version - of the program that renders */
  constructor(options: {
    renderer: Renderer;
    cache: TextCache;
    version: string;
  }) {
    const { renderer, cache, version } = options;
    this.#version = version;
    this.#judge = new PolicyJudge(renderer);
    this.#renderer = new OverlayRenderer(
      renderer,
      new OverlaySummaries(cache, version),
    );
  }

  /** What the plan of a change is known by: the same change has the same plan. */
  idOf({ base, head }: PlanRequest): string {
    return createHash('sha256')
      .update(
        [
          FORMAT,
          this.#version,
          base.digest,
          head.digest,
          policiesDigest(base),
        ].join('\0'),
      )
      .digest('hex');
  }

  /**
   * Compares two trees. Policies are those of the base, so that no change weakens what judges it.
   *
   * @throws `MalformedFileError` if the base's `environments.yaml` is absent or wrong
   */
  async plan(
    request: PlanRequest,
    options: PlanOptions = {},
  ): Promise<ComputedPlan> {
    const { signal } = options;
    const changedFiles = changedPaths(request.base, request.head);
    const base = await this.#reader.read(request.base);
    const { repository: head, problems } = await this.#readHead(
      request.head,
      base,
    );
    const summaries = await this.#renderer.summaries(
      base.tree,
      [...base.overlays.values()],
      options,
    );
    const affected = affectedOverlays(base, head, summaries, changedFiles);
    const untouched = [...base.overlays.values()]
      .filter(({ path }) => !affected.has(path))
      .map(({ path, overlay, clusters }): OverlayClaims => ({
        overlay,
        clusters,
        hosts: summaries.get(path)?.hosts ?? [],
        namespaces: summaries.get(path)?.namespaces ?? [],
      }));
    const [baseProjects, headProjects] = await Promise.all(
      [base, head].map(({ tree }) => readProjects(tree)),
    );
    const judgement = await Judgement.of(this.#judge, {
      base: base.tree,
      baseProjects: baseProjects.objects,
      changedFiles,
      untouched,
      signal,
    });
    const sideOf = async (
      side: 'base' | 'head',
      repository: Repository,
      projects: typeof baseProjects,
      other?: PlanSide,
    ): Promise<PlanSide> => {
      const entries = [...repository.overlays.values()].filter(({ path }) =>
        affected.has(path),
      );
      const rendered = await this.#renderer.render(
        repository.tree,
        entries,
        options,
      );
      const overlays = await readRendered(repository.tree, entries, rendered);
      // Findings of the base only tell which of the head's were there before.
      const judged = other
        ? entries.filter(
            ({ path }) => other.overlays.get(path)?.findings.length,
          )
        : entries;
      // What takes longest begins first.
      const [findings, judgedOverlays] = await Promise.all([
        other?.findings.length === 0
          ? []
          : judgement.repository(side, repository, projects.objects, overlays),
        judgement.overlays(side, judged, rendered, overlays),
      ]);
      return {
        environments: repository.environments,
        overlays: judgedOverlays,
        projects: projects.texts,
        findings,
      };
    };
    const headSide = await sideOf('head', head, headProjects);
    const baseSide = await sideOf('base', base, baseProjects, headSide);
    signal?.throwIfAborted();
    return computePlan({
      id: this.idOf(request),
      base: { ...baseSide, commit: request.baseCommit },
      head: { ...headSide, commit: request.headCommit, problems },
      changedFiles,
      untouched,
      now: new Date(),
    });
  }

  /**
   * Renders what is not known of a tree yet, and has it judged, so that a plan with it as its base
   * need not.
   *
   * @throws `MalformedFileError` if its `environments.yaml` is absent or wrong
   */
  async warmUp(
    tree: PlanTree,
    options: Pick<RenderOptions, 'signal' | 'turn'>,
  ): Promise<void> {
    const { overlays } = await this.#reader.read(tree);
    const entries = [...overlays.values()];
    const judgement = await Judgement.of(this.#judge, {
      base: tree,
      baseProjects: [],
      changedFiles: [],
      untouched: [],
      signal: options.signal,
    });
    for (let at = 0; at < entries.length; at += AHEAD) {
      // A plan that is made meanwhile leaves less to do.
      await options.turn?.();
      const some = entries.slice(at, at + AHEAD);
      const rendered = new Map<string, Rendered>();
      await this.#renderer.summaries(tree, some, {
        ...options,
        onRendered: ({ path }, one) => rendered.set(path, one),
      });
      const judged = some.filter(({ path }) => rendered.has(path));
      await judgement.overlays('base', judged, rendered, new Map());
    }
  }

  /** Where the head's environments cannot be read, overlays are taken as the base's name them. */
  async #readHead(
    tree: PlanTree,
    base: Repository,
  ): Promise<{ repository: Repository; problems: FileProblem[] }> {
    try {
      return { repository: await this.#reader.read(tree), problems: [] };
    } catch (error) {
      if (!(error instanceof MalformedFileError)) {
        throw error;
      }
      const { environments } = base;
      return {
        repository: await this.#reader.read(tree, environments),
        problems: [error.problem],
      };
    }
  }
}
