import {
  hostsOf,
  type KubernetesObject,
  namespacesOf,
  type RenderProblem,
} from '@slipway/plugin-gitops-common';
import {
  type RenderedManifests,
  RenderError,
  type Renderer,
} from '@slipway/renderer';
import pLimit from 'p-limit';
import type { OverlayEntry } from '../repository/Repository';
import type { PlanTree } from '../trees/ObjectTree';
import type { OverlaySummaries, OverlaySummary } from './OverlaySummaries';
import { namedObjects } from './namedObjects';
import { withoutQuotedSecrets } from './quotedSecrets';

/** Enough to keep the renderer's workers busy, few enough to hold the files of. */
const AT_A_TIME = 16;
/** Files that are larger are read when they are needed. */
const AHEAD_BYTES = 64 * 1024;

/** What rendering an overlay came to. */
export interface Rendered {
  objects: readonly KubernetesObject[];
  /** The same as the renderer wrote them, for policies. */
  written: RenderedManifests['objects'];
  /** Undefined with a problem: nobody knows what that depends on. */
  summary?: OverlaySummary;
  problem?: RenderProblem;
}

/** How many overlays of how many are rendered. */
export type RenderProgress = (done: number, total: number) => void;

/** Options of rendering. */
export interface RenderOptions {
  signal?: AbortSignal;
  onProgress?: RenderProgress;
  /** Told of each overlay that was rendered. */
  onRendered?(entry: OverlayEntry, rendered: Rendered): void;
  /** Waited for before each overlay; with it, they are rendered one at a time. */
  turn?(): Promise<void>;
}

/** Renders overlays of a tree. */
export class OverlayRenderer {
  readonly #renderer: Renderer;
  readonly #summaries: OverlaySummaries;

  constructor(renderer: Renderer, summaries: OverlaySummaries) {
    this.#renderer = renderer;
    this.#summaries = summaries;
  }

  /**
   * What is known of overlays, by path; those that are not known of this tree are rendered once.
   * One that cannot be rendered has none.
   */
  async summaries(
    tree: PlanTree,
    entries: readonly OverlayEntry[],
    options: RenderOptions,
  ): Promise<Map<string, OverlaySummary>> {
    const found = new Map<string, OverlaySummary>();
    const renderable = entries.flatMap(({ path, request }) =>
      request ? [{ path, request }] : [],
    );
    const known = await this.#summaries.find(
      tree,
      renderable.map(({ request }) => request),
    );
    renderable.forEach(({ path }, index) => {
      const summary = known[index];
      if (summary) {
        found.set(path, summary);
      }
    });
    const unknown = entries.filter(({ path }) => !found.has(path));
    await this.#each(tree, unknown, options, async (entry, { summary }) => {
      if (summary && entry.request) {
        found.set(entry.path, summary);
        await this.#summaries.save(entry.request, summary);
      }
    });
    return found;
  }

  /** Renders overlays, by path. */
  async render(
    tree: PlanTree,
    entries: readonly OverlayEntry[],
    options: RenderOptions,
  ): Promise<Map<string, Rendered>> {
    const results = new Map<string, Rendered>();
    await this.#each(tree, entries, options, async ({ path }, rendered) => {
      results.set(path, rendered);
    });
    return results;
  }

  async #each(
    tree: PlanTree,
    entries: readonly OverlayEntry[],
    { signal, onProgress, onRendered, turn }: RenderOptions,
    take: (entry: OverlayEntry, rendered: Rendered) => Promise<void>,
  ): Promise<void> {
    const limit = pLimit(turn ? 1 : AT_A_TIME);
    let done = 0;
    await readAhead(tree, entries);
    await Promise.all(
      entries.map(entry =>
        limit(async () => {
          await turn?.();
          signal?.throwIfAborted();
          const rendered = await this.#one(tree, entry, signal);
          await take(entry, rendered);
          onRendered?.(entry, rendered);
          done += 1;
          onProgress?.(done, entries.length);
        }),
      ),
    );
  }

  async #one(
    tree: PlanTree,
    { overlay, request, problem }: OverlayEntry,
    signal?: AbortSignal,
  ): Promise<Rendered> {
    if (!request) {
      const { reason: message = 'cannot be read', ...place } = problem ?? {};
      return failed({ reason: 'invalid', message, ...place });
    }
    try {
      const rendered = await this.#renderer.render(tree, request, { signal });
      const objects = namedObjects(rendered.objects);
      return {
        objects,
        written: rendered.objects,
        summary: {
          reads: [...rendered.reads].map(([path, oid]) => [path, oid ?? null]),
          hosts: hostsOf(objects),
          namespaces: namespacesOf(objects),
        },
      };
    } catch (error) {
      if (!(error instanceof RenderError)) {
        throw error;
      }
      const { reason, file, line } = error;
      const texts = await tree.read(
        filesOf(tree, new Set([overlay.component])),
      );
      const message = withoutQuotedSecrets(error.message, texts);
      return failed({ reason, message, file, line });
    }
  }
}

/** Has the tree read at once what rendering will ask for bit by bit. */
async function readAhead(
  tree: PlanTree,
  entries: readonly OverlayEntry[],
): Promise<void> {
  if (entries.length <= AT_A_TIME) {
    return;
  }
  const components = new Set(entries.map(({ overlay }) => overlay.component));
  await tree.read(filesOf(tree, components));
}

/** What overlays of components are rendered from, but for what is large. */
function filesOf(tree: PlanTree, components: ReadonlySet<string>): string[] {
  const oids = new Set<string>();
  for (const [path, { oid, size, regular }] of tree.files) {
    const [root, component] = path.split('/', 2);
    if (
      regular &&
      size <= AHEAD_BYTES &&
      (root === 'apps' ? components.has(component) : root === 'charts')
    ) {
      oids.add(oid);
    }
  }
  return [...oids];
}

function failed(problem: RenderProblem): Rendered {
  return { objects: [], written: [], problem };
}
