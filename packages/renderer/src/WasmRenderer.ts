import type { ResultCache, StoredResult } from './cache/ResultCache';
import type { WorkerPool } from './pool/WorkerPool';
import { replyError } from './render/replyError';
import { RenderJobs } from './render/RenderJobs';
import { ownDirectories } from './render/Selection';
import { SharedRuns } from './SharedRuns';
import { TreeIndex } from './tree/TreeIndex';
import type {
  CallOptions,
  FileTree,
  JsonValue,
  KubernetesObject,
  PolicyRequest,
  RenderedManifests,
  Renderer,
  RenderRequest,
} from './types';

/** Small enough that all workers have something to do, large enough that modules are sent rarely. */
const INPUTS_AT_ONCE = 25;

/** The renderer: a cache in front of a pool of workers. */
export class WasmRenderer implements Renderer {
  readonly #pool: WorkerPool;
  readonly #cache: ResultCache;
  readonly #jobs = new RenderJobs();
  readonly #runs = new SharedRuns<StoredResult>();

  constructor(pool: WorkerPool, cache: ResultCache) {
    this.#pool = pool;
    this.#cache = cache;
  }

  async render(
    tree: FileTree,
    request: RenderRequest,
    { signal }: CallOptions = {},
  ): Promise<RenderedManifests> {
    signal?.throwIfAborted();
    const index = TreeIndex.of(tree);
    const found = await this.#cache.find(index, request);
    const result =
      found ??
      (await this.#runs.run(
        `${index.digest} ${JSON.stringify(request)}`,
        shared => this.#renderAndKeep(index, request, shared),
        signal,
      ));
    signal?.throwIfAborted();
    return manifests(result, index);
  }

  async evaluate(
    { modules, data, queries, inputs }: PolicyRequest,
    { signal }: CallOptions = {},
  ): Promise<JsonValue[][]> {
    const request = {
      op: 'policy',
      modules: Object.fromEntries(modules),
      data,
      queries,
    };
    const evaluateSome = (some: readonly string[]) =>
      this.#pool.run(
        async ask => {
          const answer = await ask({
            request,
            inputs: some,
            texts: new Map(),
          });
          if (answer.kind !== 'done' || !answer.reply.results) {
            throw replyError(
              answer.kind === 'done' ? answer.reply : { ok: false },
            );
          }
          return answer.reply.results;
        },
        { signal },
      );
    const parts: (readonly string[])[] = [];
    for (let at = 0; at < inputs.length; at += INPUTS_AT_ONCE) {
      parts.push(inputs.slice(at, at + INPUTS_AT_ONCE));
    }
    return (await Promise.all(parts.map(evaluateSome))).flat();
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #renderAndKeep(
    index: TreeIndex,
    request: RenderRequest,
    signal: AbortSignal,
  ): Promise<StoredResult> {
    const lastPaths = this.#cache.lastPaths(request);
    const result = await this.#pool.run(
      ask => this.#jobs.run(ask, index, request, lastPaths),
      { key: ownDirectories(request)[0], signal },
    );
    await this.#cache.keep(index, request, result);
    return result;
  }
}

/** A result as callers want it; what is in it is only made when somebody looks at it. */
function manifests(result: StoredResult, index: TreeIndex): RenderedManifests {
  let objects: readonly KubernetesObject[] | undefined;
  let reads: ReadonlyMap<string, string | undefined> | undefined;
  return {
    yaml: result.yaml,
    get objects() {
      objects ??= JSON.parse(result.objects) as KubernetesObject[];
      return objects;
    },
    get reads() {
      reads ??= new Map(result.paths.map(path => [path, index.state(path)]));
      return reads;
    },
  };
}
