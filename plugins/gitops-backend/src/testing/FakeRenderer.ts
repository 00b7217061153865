import { posix } from 'node:path';
import type { JsonObject } from '@backstage/types';
import {
  type FileTree,
  type PolicyRequest,
  type RenderedManifests,
  RenderError,
  type Renderer,
  type RenderRequest,
  TreeIndex,
} from '@slipway/renderer';
import { parse, parseAllDocuments } from 'yaml';

/** A rule of a test: what it finds in an input. */
export type FakeRule = (
  input: Record<string, unknown>,
  request: PolicyRequest,
) => JsonObject[];

/** Renders `resources` of kustomizations and the values of charts, and asks rules written in TypeScript. */
export class FakeRenderer implements Renderer {
  /** What was rendered, in order. */
  readonly renders: string[] = [];
  /** By query. */
  readonly rules = new Map<string, FakeRule>();
  /** Waited for before each render. */
  gate: Promise<void> = Promise.resolve();
  /** The most renders that there were at a time. */
  most = 0;
  #underWay = 0;

  async render(
    tree: FileTree,
    request: RenderRequest,
    options?: { signal?: AbortSignal },
  ): Promise<RenderedManifests> {
    this.#underWay += 1;
    this.most = Math.max(this.most, this.#underWay);
    try {
      return await this.#render(tree, request, options);
    } finally {
      this.#underWay -= 1;
    }
  }

  async #render(
    tree: FileTree,
    request: RenderRequest,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<RenderedManifests> {
    this.renders.push(
      request.style === 'helm' ? request.release : request.path,
    );
    await this.gate;
    signal?.throwIfAborted();
    const reads = new Map<string, string | undefined>();
    const read = async (path: string): Promise<string> => {
      const file = tree.files.get(path);
      reads.set(path, TreeIndex.of(tree).state(path));
      if (!file) {
        throw new RenderError('missing', `${path} does not exist`, {
          file: path,
        });
      }
      return (await tree.read([file.oid]))[0];
    };
    const texts =
      request.style === 'helm'
        ? await Promise.all(request.values.map(read))
        : await kustomize(request.path, read);
    const yaml = texts.join('---\n');
    const objects = parseAllDocuments(yaml).map(one => one.toJS());
    return { yaml, objects, reads };
  }

  async evaluate(request: PolicyRequest) {
    return request.inputs.map(input =>
      request.queries.map(
        query => this.rules.get(query)?.(JSON.parse(input), request) ?? null,
      ),
    );
  }

  async close(): Promise<void> {}
}

async function kustomize(
  directory: string,
  read: (path: string) => Promise<string>,
): Promise<string[]> {
  const { resources = [] }: { resources?: string[] } =
    parse(await read(posix.join(directory, 'kustomization.yaml'))) ?? {};
  const texts: string[] = [];
  for (const resource of resources) {
    const path = posix.join(directory, resource);
    texts.push(
      ...(path.endsWith('.yaml')
        ? [await read(path)]
        : await kustomize(path, read)),
    );
  }
  return texts;
}
