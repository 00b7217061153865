/** A value as JSON has it. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** An object as JSON has it. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** One rendered object of Kubernetes. */
export interface KubernetesObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** One file of a tree, without its content. */
export interface TreeFile {
  /** Names the content: equal names, equal content. */
  readonly oid: string;
  /** Bytes. */
  readonly size: number;
  /** False for symbolic links and submodules, which are never read. */
  readonly regular: boolean;
}

/** All files of a commit, or of a commit with proposed changes. */
export interface FileTree {
  /** By path: POSIX, relative to the root. */
  readonly files: ReadonlyMap<string, TreeFile>;
  /** The contents with these names, in their order. */
  read(oids: readonly string[]): Promise<readonly string[]>;
}

/** What is rendered: a directory with a kustomization, or a chart with its values. */
export type RenderRequest =
  | { readonly style: 'kustomize'; readonly path: string }
  | {
      readonly style: 'helm';
      readonly chart: string;
      readonly release: string;
      readonly namespace: string;
      readonly values: readonly string[];
    };

/** The result of rendering one overlay. */
export interface RenderedManifests {
  /** Exactly what `kustomize build` or `helm template` prints. */
  readonly yaml: string;
  /** The objects of `yaml`, in its order. */
  readonly objects: readonly KubernetesObject[];
  /** What the result depends on: path → oid, undefined where a file was looked for and is absent. */
  readonly reads: ReadonlyMap<string, string | undefined>;
}

/** What policies are asked. */
export interface PolicyRequest {
  /** Text of every Rego module, by its path. */
  readonly modules: ReadonlyMap<string, string>;
  readonly data: JsonObject;
  readonly queries: readonly string[];
  /** Each as JSON. */
  readonly inputs: readonly string[];
}

/** Options of one call. */
export interface CallOptions {
  signal?: AbortSignal;
}

/** Renders manifests and evaluates policies, where neither reaches anything but what it is given. */
export interface Renderer {
  /** @throws RenderError when the overlay cannot be rendered */
  render(
    tree: FileTree,
    request: RenderRequest,
    options?: CallOptions,
  ): Promise<RenderedManifests>;
  /**
   * The value of every query for every input.
   * @throws RenderError when the policies are wrong
   */
  evaluate(
    request: PolicyRequest,
    options?: CallOptions,
  ): Promise<JsonValue[][]>;
  /** Ends all workers. */
  close(): Promise<void>;
}

/** Where results outlive the process, such as a database. A failure in here costs time, nothing else. */
export interface RenderCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

/** Options of `createRenderer`. */
export interface RendererOptions {
  /** Path of the compiled program. */
  wasm: string;
  /** How many renders run at the same time. Default: the number of processors, at most 2. */
  workers?: number;
  /** How long one call may compute. Default: 10 s. */
  timeoutMs?: number;
  /** How much memory one worker may use. Default: 512. */
  memoryMiB?: number;
  /** How much memory results in the cache may use. Default: 256. */
  cacheMiB?: number;
  /** Second level of the cache. */
  cache?: RenderCache;
}
