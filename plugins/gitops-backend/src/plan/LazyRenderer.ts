import {
  type CallOptions,
  createRenderer,
  type FileTree,
  type PolicyRequest,
  type RenderedManifests,
  type Renderer,
  type RendererOptions,
  type RenderRequest,
} from '@slipway/renderer';

/** A renderer that is started by the first call, so that nobody waits for it who needs no plan. */
export class LazyRenderer implements Renderer {
  readonly #options: RendererOptions;
  #renderer: Promise<Renderer> | undefined;

  constructor(options: RendererOptions) {
    this.#options = options;
  }

  async render(
    tree: FileTree,
    request: RenderRequest,
    options?: CallOptions,
  ): Promise<RenderedManifests> {
    return (await this.#start()).render(tree, request, options);
  }

  async evaluate(request: PolicyRequest, options?: CallOptions) {
    return (await this.#start()).evaluate(request, options);
  }

  async close(): Promise<void> {
    const renderer = this.#renderer;
    this.#renderer = undefined;
    await (await renderer)?.close();
  }

  #start(): Promise<Renderer> {
    this.#renderer ??= createRenderer(this.#options).catch(error => {
      // The program may be there the next time.
      this.#renderer = undefined;
      throw error;
    });
    return this.#renderer;
  }
}
