import { z } from 'zod';
import { signatureOf } from '../domain/accounts.ts';
import { isTreePath } from '../domain/commitFiles.ts';
import {
  conflict,
  HttpError,
  notFound,
  unprocessable,
} from '../http/errors.ts';
import type { ObjectType, TreeChange, TreeEntry } from '../git/types.ts';
import {
  created,
  ok,
  type Call,
  type Reply,
  type RepositoryScope,
} from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { gitCommit } from './serialize/commit.ts';
import { base64Lines } from './serialize/contents.ts';
import { apiUrl, nodeId } from './serialize/urls.ts';

const person = z.object({
  name: z.string().min(1),
  email: z.string().min(1),
  date: z.iso.datetime({ offset: true }).optional(),
});

const sha = z.string().regex(/^[0-9a-f]{40}$/, 'must be a 40 character SHA');

async function object(
  scope: RepositoryScope,
  id: string,
  type: ObjectType,
): Promise<string> {
  if ((await scope.git.typeOf(id)) !== type) throw notFound();
  return id;
}

const treeSchema = z.object({
  base_tree: z.string().optional(),
  tree: z
    .array(
      z.object({
        path: z.string(),
        mode: z
          .enum(['100644', '100755', '040000', '160000', '120000'])
          .default('100644'),
        type: z.enum(['blob', 'tree', 'commit']).optional(),
        sha: sha.nullish(),
        content: z.string().optional(),
      }),
    )
    .max(100_000),
});

const commitSchema = z.object({
  message: z.string(),
  tree: sha,
  parents: z.array(sha).default([]),
  author: person.optional(),
  committer: person.optional(),
});

async function changesOf(
  scope: RepositoryScope,
  input: z.output<typeof treeSchema>,
): Promise<TreeChange[]> {
  for (const { path } of input.tree) {
    if (!isTreePath(path))
      throw unprocessable('tree.path contains a malformed path component');
  }
  // One process each, whatever the number of entries.
  const written = await scope.git.writeBlobs(
    input.tree.flatMap(({ content }) =>
      content === undefined ? [] : [Buffer.from(content)],
    ),
  );
  const blobs = written.values();
  const types = await scope.git.typesOf(
    input.tree.flatMap(entry => entry.sha ?? []),
  );
  const changes: TreeChange[] = [];
  for (const { path, mode, sha: named, content } of input.tree) {
    const id = content === undefined ? named : blobs.next().value;
    if (!id) {
      changes.push({ path, mode, sha: null });
      continue;
    }
    const type = content === undefined ? types.get(id) : 'blob';
    const expected =
      { '040000': 'tree', '160000': undefined }[mode as string] ?? 'blob';
    if (content === undefined && mode !== '160000' && type !== expected) {
      throw unprocessable(`tree.sha ${id} is not a valid ${expected}`);
    }
    if (type === 'tree')
      changes.push(...(await scope.git.prefixTree(id, path)));
    else changes.push({ path, mode, sha: id });
  }
  return changes;
}

function treeReply(
  call: Call,
  scope: RepositoryScope,
  id: string,
  entries: readonly TreeEntry[],
) {
  const url = (kind: string, of: string) =>
    apiUrl(call.context, `/repos/${scope.name}/git/${kind}/${of}`);
  return {
    sha: id,
    url: url('trees', id),
    tree: entries.map(entry => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size === undefined ? {} : { size: entry.size }),
      url: url(`${entry.type}s`, entry.sha),
    })),
    truncated: false,
  };
}

async function createTree(call: Call): Promise<Reply> {
  const scope = await call.repo('write');
  const input = call.body(treeSchema);
  let base: string | null = null;
  if (input.base_tree) {
    const type = await scope.git.typeOf(input.base_tree);
    if (type !== 'tree' && type !== 'commit')
      throw unprocessable('base_tree is not a valid tree oid');
    base = input.base_tree;
  }
  const id = await scope.git.writeTree(base, await changesOf(scope, input));
  return created(
    treeReply(call, scope, id, (await scope.git.readTree(id)) ?? []),
  );
}

async function createCommit(call: Call): Promise<Reply> {
  const scope = await call.repo('write');
  const input = call.body(commitSchema);
  if ((await scope.git.typeOf(input.tree)) !== 'tree')
    throw unprocessable('Tree SHA does not exist');
  for (const parent of input.parents) {
    if ((await scope.git.typeOf(parent)) !== 'commit')
      throw unprocessable(
        'Parent SHA does not exist or is not a commit object',
      );
  }
  const self = signatureOf(call.user(), call.context.clock());
  const author = { ...self, ...input.committer, ...input.author };
  const id = await scope.git.writeCommit({
    tree: input.tree,
    parents: input.parents,
    message: input.message,
    author,
    committer: { ...author, ...input.committer },
  });
  return created(
    gitCommit(call.context, scope.name, await scope.git.readCommit(id)),
  );
}

async function readTree(call: Call): Promise<Reply> {
  const scope = await call.repo('read');
  const name = call.param('sha');
  const id =
    (await scope.git.typeOf(name)) === 'tree'
      ? name
      : await scope.git.resolve(name);
  if (!id) {
    if ((await scope.git.refs('refs/heads/')).length === 0)
      throw conflict('Git Repository is empty.');
    throw notFound();
  }
  const recursive = call.query('recursive') !== undefined;
  const entries = (await scope.git.readTree(id, { recursive })) ?? [];
  return ok(treeReply(call, scope, id, entries));
}

/** Git's objects: blobs, trees, commits and tags. */
export const gitObjectEndpoints: Endpoints = {
  'post /repos/:owner/:repo/git/blobs': async call => {
    const scope = await call.repo('write');
    const input = call.body(
      z.object({
        content: z.string(),
        encoding: z.enum(['utf-8', 'base64']).default('utf-8'),
      }),
    );
    const id = await scope.git.writeBlob(
      Buffer.from(
        input.content,
        input.encoding === 'base64' ? 'base64' : 'utf8',
      ),
    );
    return created({
      sha: id,
      url: apiUrl(call.context, `/repos/${scope.name}/git/blobs/${id}`),
    });
  },
  'get /repos/:owner/:repo/git/blobs/:sha': async call => {
    const scope = await call.repo('read');
    const id = await object(scope, call.param('sha'), 'blob');
    const content = await scope.git.readBlob(id);
    if (call.format === 'raw')
      return {
        status: 200,
        body: content,
        contentType: 'application/vnd.github.raw',
      };
    return ok({
      sha: id,
      node_id: nodeId('Blob', id),
      size: content.length,
      url: apiUrl(call.context, `/repos/${scope.name}/git/blobs/${id}`),
      content: base64Lines(content),
      encoding: 'base64',
    });
  },
  'post /repos/:owner/:repo/git/trees': createTree,
  'get /repos/:owner/:repo/git/trees/:sha(*)': readTree,
  'post /repos/:owner/:repo/git/commits': createCommit,
  'get /repos/:owner/:repo/git/commits/:sha': async call => {
    const scope = await call.repo('read');
    const id = await object(scope, call.param('sha'), 'commit');
    return ok(
      gitCommit(call.context, scope.name, await scope.git.readCommit(id)),
    );
  },
  'post /repos/:owner/:repo/git/tags': async call => {
    const scope = await call.repo('write');
    const input = call.body(
      z.object({
        tag: z.string().min(1),
        message: z.string(),
        object: sha,
        type: z.enum(['commit', 'tree', 'blob']),
        tagger: person.optional(),
      }),
    );
    if ((await scope.git.typeOf(input.object)) !== input.type)
      throw unprocessable('Object does not exist');
    if (!(await scope.git.isValidRef(`refs/tags/${input.tag}`)))
      throw unprocessable('tag is not a valid name');
    const tagger = {
      ...signatureOf(call.user(), call.context.clock()),
      ...input.tagger,
    };
    const id = await scope.git.writeTag({
      tag: input.tag,
      message: input.message,
      tagger,
      object: { sha: input.object, type: input.type },
    });
    return created(await showTag(call, scope, id));
  },
  'get /repos/:owner/:repo/git/tags/:sha': async call => {
    const scope = await call.repo('read');
    return ok(
      await showTag(call, scope, await object(scope, call.param('sha'), 'tag')),
    );
  },
};

async function showTag(call: Call, scope: RepositoryScope, id: string) {
  const tag = await scope.git.readTag(id);
  const url = (kind: string, of: string) =>
    apiUrl(call.context, `/repos/${scope.name}/git/${kind}/${of}`);
  if (!tag.tag) throw new HttpError(404, 'Not Found');
  return {
    ...tag,
    node_id: nodeId('Tag', id),
    url: url('tags', id),
    object: { ...tag.object, url: url(`${tag.object.type}s`, tag.object.sha) },
    verification: {
      verified: false,
      reason: 'unsigned',
      signature: null,
      payload: null,
      verified_at: null,
    },
  };
}
