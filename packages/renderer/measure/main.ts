/**
 * The renderer in a process of its own, for measurements: told by messages what to do, answers with
 * how long it took. `./slipway bench render` starts it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createRenderer } from '../src/createRenderer';
import type { FileTree, Renderer, TreeFile } from '../src/types';

/** What to do. */
type Order =
  | { op: 'open'; wasm: string; repository: string }
  /** Appends a text to a file of the tree, as a commit would. */
  | { op: 'edit'; path: string; append: string }
  /** Renders overlays: as many at a time as there are workers, or one after another. */
  | { op: 'render'; paths: string[]; oneByOne?: boolean }
  | { op: 'close' };

/** What came of it. */
interface Outcome {
  seconds: number;
  /** What processors worked for all threads. */
  processorSeconds: number;
  /** Of every single render, in the order of the paths. */
  each: number[];
  /** Hash of every result, in the order of the paths. */
  digests: string[];
  /** What the process holds more than before there was a renderer. */
  poolMiB: number;
}

const MIB = 1024 ** 2;
const MICROSECONDS = 1e6;

class MemoryTree implements FileTree {
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly #texts: ReadonlyMap<string, string>;

  constructor(texts: ReadonlyMap<string, string>) {
    const entries = [...texts].map(([path, text]) => ({
      path,
      text,
      oid: hash(text),
      size: Buffer.byteLength(text),
      regular: true,
    }));
    this.files = new Map(entries.map(entry => [entry.path, entry]));
    this.#texts = new Map(entries.map(({ oid, text }) => [oid, text]));
  }

  async read(oids: readonly string[]): Promise<readonly string[]> {
    return oids.map(oid => this.#texts.get(oid) ?? '');
  }
}

class Measurement {
  #renderer?: Renderer;
  #residentBefore = 0;
  #texts = new Map<string, string>();
  #tree: FileTree = new MemoryTree(new Map());

  async run(order: Order): Promise<Outcome> {
    const each: number[] = [];
    const manifests: string[] = [];
    const start = performance.now();
    const before = process.cpuUsage();
    if (order.op === 'open') {
      this.#texts = await readTexts(order.repository);
      this.#tree = new MemoryTree(this.#texts);
      this.#residentBefore = process.memoryUsage.rss();
      this.#renderer = await createRenderer({ wasm: order.wasm });
    } else if (order.op === 'edit') {
      const text = `${this.#texts.get(order.path)}${order.append}`;
      this.#texts.set(order.path, text);
      this.#tree = new MemoryTree(this.#texts);
    } else if (order.op === 'close') {
      await this.#renderer?.close();
    } else {
      const render = async (path: string, at: number) => {
        const begin = performance.now();
        const result = await this.#renderer?.render(this.#tree, {
          style: 'kustomize',
          path,
        });
        each[at] = (performance.now() - begin) / 1000;
        manifests[at] = result?.yaml ?? '';
      };
      if (order.oneByOne) {
        for (const [at, path] of order.paths.entries()) await render(path, at);
      } else {
        await Promise.all(order.paths.map(render));
      }
    }
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    const processorSeconds = (user + system) / MICROSECONDS;
    // What the trees of earlier commits left is not the pool's.
    globalThis.gc?.();
    const poolMiB = (process.memoryUsage.rss() - this.#residentBefore) / MIB;
    const digests = manifests.map(hash);
    return { seconds, processorSeconds, each, digests, poolMiB };
  }
}

async function readTexts(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  const texts = new Map<string, string>();
  for (const entry of entries.filter(one => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    texts.set(relative(directory, file), await readFile(file, 'utf8'));
  }
  return texts;
}

function hash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

const measurement = new Measurement();
process.on('message', async (order: Order) => {
  try {
    process.send?.({ outcome: await measurement.run(order) });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});
