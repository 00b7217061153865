import { LRUCache } from 'lru-cache';
import type { StoredResult } from '../cache/ResultCache';
import type { ProgramReply, ProgramRequest } from '../pool/messages';
import type { Ask } from '../pool/WorkerPool';
import { RenderError } from '../RenderError';
import type { TreeIndex } from '../tree/TreeIndex';
import type { RenderRequest } from '../types';
import { replyError } from './replyError';
import { ownDirectories, Selection } from './Selection';

/** Needed files lead to further ones; a chain of bases this long is no deployment. */
const MOST_ROUNDS = 100;
/** Larger files are refused by the program, so they are not even read. */
const MOST_FILE_BYTES = 1024 * 1024;
const MOST_SHARED = 256;

/** Finds out by rendering which files a render needs, and reads no others. */
export class RenderJobs {
  /** Files outside a component's directory that renders have needed: shared bases and components. */
  readonly #shared = new LRUCache<string, true>({ max: MOST_SHARED });

  /**
   * Renders with the files that are likely to be needed. Whether they were is seen from the result;
   * if not, or if there is none, it is rendered once more with the knowledge of the whole tree.
   */
  async run(
    ask: Ask,
    index: TreeIndex,
    request: RenderRequest,
    lastPaths: readonly string[] = [],
  ): Promise<StoredResult> {
    const selection = this.#likely(index, request, lastPaths);
    let reply = await converse(ask, selection, request);
    const { reads = [], absent = [] } = reply;
    if (!reply.ok || !selection.suffices(reads, absent)) {
      selection.tell(index.paths);
      reply = await converse(ask, selection, request);
    }
    if (!reply.ok) throw replyError(reply);
    const result = resultOf(reply);
    const own = ownDirectories(request);
    for (const path of result.paths) {
      const isShared = !own.some(directory => path.startsWith(`${directory}/`));
      if (isShared && index.file(path)) this.#shared.set(path, true);
    }
    return result;
  }

  #likely(
    index: TreeIndex,
    request: RenderRequest,
    lastPaths: readonly string[],
  ): Selection {
    const selection = new Selection(index);
    const own = ownDirectories(request).flatMap(path => index.below(path));
    if (lastPaths.length > 0) {
      selection.tell(own);
      selection.offer(lastPaths);
    } else {
      selection.offer(own);
      selection.offer(this.#shared.keys());
    }
    if (request.style === 'helm') {
      selection.offer([...index.below(request.chart), ...request.values]);
    }
    return selection;
  }
}

/** Asks a worker until it has everything that it needs. */
async function converse(
  ask: Ask,
  selection: Selection,
  request: RenderRequest,
): Promise<ProgramReply> {
  const { tree } = selection.index;
  let texts: ReadonlyMap<string, string> = new Map();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const answer = await ask({
      request: programRequest(request, selection),
      files: selection.files,
      texts,
    });
    texts = new Map();
    if (answer.kind === 'missing') {
      const read = await tree.read(answer.oids);
      texts = new Map(answer.oids.map((oid, at) => [oid, read[at] ?? '']));
    } else if (answer.reply.need?.length) {
      for (const path of answer.reply.need) give(selection, path);
    } else {
      return answer.reply;
    }
  }
  throw new RenderError(
    'limit',
    `Rendering leads through more than ${MOST_ROUNDS} files one after another; shorten the chain of bases`,
  );
}

function give(selection: Selection, path: string): void {
  const size = selection.index.file(path)?.size ?? 0;
  if (size > MOST_FILE_BYTES) {
    throw new RenderError(
      'limit',
      `${path} has ${size} bytes; at most ${MOST_FILE_BYTES} are read`,
      { file: path },
    );
  }
  if (!selection.give(path)) {
    throw new RenderError('missing', `${path} is not in the repository`, {
      file: path,
    });
  }
}

function programRequest(
  { style, ...rest }: RenderRequest,
  selection: Selection,
): ProgramRequest {
  const { told, irregular } = selection;
  return { ...rest, op: style, tree: told, irregular };
}

function resultOf({
  yaml = '',
  objects = '[]',
  reads = [],
  absent = [],
}: ProgramReply): StoredResult {
  return { yaml, objects, paths: [...new Set([...reads, ...absent])].sort() };
}
