import { z } from 'zod';
import { moveRef } from '../domain/moveRef.ts';
import { conflict, notFound, unprocessable } from '../http/errors.ts';
import { GitError } from '../git/run.ts';
import type { GitRef } from '../git/types.ts';
import {
  created,
  noContent,
  ok,
  type Call,
  type Reply,
  type RepositoryScope,
} from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { apiUrl, nodeId, pathUrl } from './serialize/urls.ts';

const sha = z.string().regex(/^[0-9a-f]{40}$/, 'must be a 40 character SHA');

function show(
  call: Call,
  { name: repo }: RepositoryScope,
  { name, sha: id, type }: GitRef,
) {
  return {
    ref: name,
    node_id: nodeId('Ref', `${repo}:${name}`),
    url: apiUrl(call.context, `/repos/${repo}/git/${pathUrl(name)}`),
    object: {
      sha: id,
      type,
      url: apiUrl(call.context, `/repos/${repo}/git/${type}s/${id}`),
    },
  };
}

async function read(scope: RepositoryScope, ref: string): Promise<GitRef> {
  if (!/^refs\/(heads|tags|pull)\//.test(ref)) throw notFound();
  const found = (await scope.git.refs(ref)).find(one => one.name === ref);
  if (!found) {
    if ((await scope.git.refs('refs/heads/')).length === 0)
      throw conflict('Git Repository is empty.');
    throw notFound();
  }
  return found;
}

/** Only branches and tags are anybody's to move; the rest is the forge's own. */
async function checkName(scope: RepositoryScope, ref: string): Promise<void> {
  if (!/^refs\/[^/]+\/./.test(ref)) {
    throw unprocessable(
      "Reference name must start with 'refs' and have at least two slashes.",
    );
  }
  if (
    !/^refs\/(heads|tags)\//.test(ref) ||
    !(await scope.git.isValidRef(ref))
  ) {
    throw unprocessable(`${ref} is not a valid ref name.`);
  }
}

async function change(
  call: Call,
  scope: RepositoryScope,
  ref: string,
  before: string | null,
  after: string | null,
): Promise<void> {
  try {
    await moveRef(call.context, call.actor, scope, { ref, before, after });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw unprocessable(
      before === null
        ? 'Reference already exists'
        : 'Reference cannot be updated',
    );
  }
}

async function update(call: Call): Promise<Reply> {
  const scope = await call.repo('write');
  const ref = `refs/${call.param('ref')}`;
  const input = call.body(z.object({ sha, force: z.boolean().default(false) }));
  await checkName(scope, ref);
  const before = await scope.git.readRef(ref);
  if (!before) throw unprocessable('Reference does not exist');
  const type = await scope.git.typeOf(input.sha);
  if (!type) throw unprocessable('Object does not exist');
  if (ref.startsWith('refs/heads/') && type !== 'commit')
    throw unprocessable('Object is not a commit');
  if (!input.force && !(await scope.git.isAncestor(before, input.sha))) {
    throw unprocessable('Update is not a fast forward');
  }
  await change(call, scope, ref, before, input.sha);
  return ok(show(call, scope, { name: ref, sha: input.sha, type }));
}

/** Branches and tags as git's refs. */
export const gitRefEndpoints: Endpoints = {
  'get /repos/:owner/:repo/git/ref/:ref(*)': async call => {
    const scope = await call.repo('read');
    return ok(
      show(call, scope, await read(scope, `refs/${call.param('ref')}`)),
    );
  },
  'get /repos/:owner/:repo/git/matching-refs/:ref(*)': async call => {
    const scope = await call.repo('read');
    const prefix = `refs/${call.param('ref')}`;
    const all = await scope.git.refs('refs/');
    const visible = all.filter(one =>
      /^refs\/(heads|tags|pull)\//.test(one.name),
    );
    return call.page(
      visible.filter(one => one.name.startsWith(prefix)),
      one => show(call, scope, one),
    );
  },
  'post /repos/:owner/:repo/git/refs': async call => {
    const scope = await call.repo('write');
    const input = call.body(z.object({ ref: z.string(), sha }));
    await checkName(scope, input.ref);
    const type = await scope.git.typeOf(input.sha);
    if (!type) throw unprocessable('Object does not exist');
    if (await scope.git.readRef(input.ref))
      throw unprocessable('Reference already exists');
    await change(call, scope, input.ref, null, input.sha);
    return created(
      show(call, scope, { name: input.ref, sha: input.sha, type }),
    );
  },
  'patch /repos/:owner/:repo/git/refs/:ref(*)': update,
  'delete /repos/:owner/:repo/git/refs/:ref(*)': async call => {
    const scope = await call.repo('write');
    const ref = `refs/${call.param('ref')}`;
    await checkName(scope, ref);
    const before = await scope.git.readRef(ref);
    if (!before) throw unprocessable('Reference does not exist');
    await change(call, scope, ref, before, null);
    return noContent;
  },
};
