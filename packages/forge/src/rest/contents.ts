import { z } from 'zod';
import { commitFiles } from '../domain/commitFiles.ts';
import { conflict, forbidden, HttpError, notFound } from '../http/errors.ts';
import type { TreeEntry } from '../git/types.ts';
import { ok, type Call, type Reply, type RepositoryScope } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { gitCommit } from './serialize/commit.ts';
import { base64Lines, contentEntry } from './serialize/contents.ts';

const inlineBytes = 1024 * 1024;
const rawBytes = 100 * 1024 * 1024;
const rawType = 'application/vnd.github.raw; charset=utf-8';

async function fileReply(
  call: Call,
  scope: RepositoryScope,
  ref: string,
  path: string,
  entry: TreeEntry,
): Promise<Reply> {
  const size = entry.size ?? 0;
  if (size > rawBytes)
    throw forbidden('This API returns blobs up to 100 MB in size.');
  const shown = contentEntry(call.context, scope.name, ref, path, entry);
  if (entry.type === 'commit') return ok({ ...shown, submodule_git_url: null });
  if (call.format === 'raw') {
    return {
      status: 200,
      body: await scope.git.readBlob(entry.sha),
      contentType: rawType,
    };
  }
  if (shown.type === 'symlink') {
    return ok({
      ...shown,
      target: (await scope.git.readBlob(entry.sha)).toString('utf8'),
    });
  }
  if (size > inlineBytes)
    return ok({ ...shown, encoding: 'none', content: '' });
  const content = await scope.git.readBlob(entry.sha);
  return ok({ ...shown, encoding: 'base64', content: base64Lines(content) });
}

async function read(call: Call): Promise<Reply> {
  const scope = await call.repo('read');
  const path = (call.request.params[0] ?? '').replace(/^\/+|\/+$/g, '');
  const ref = call.query('ref') || scope.repo.defaultBranch;
  const sha = await scope.git.resolve(ref);
  if (!sha) {
    throw new HttpError(
      404,
      call.query('ref')
        ? `No commit found for the ref ${ref}`
        : 'This repository is empty.',
    );
  }
  const entry = path ? await scope.git.entryAt(sha, path) : undefined;
  if (path && !entry) throw notFound();
  if (entry && entry.type !== 'tree')
    return fileReply(call, scope, ref, path, entry);
  const entries = (await scope.git.readTree(sha, { path })) ?? [];
  const listed = entries.map(one =>
    contentEntry(
      call.context,
      scope.name,
      ref,
      path ? `${path}/${one.path}` : one.path,
      one,
    ),
  );
  if (call.format !== 'object') return ok(listed);
  const self = entry ?? {
    path: '',
    mode: '040000',
    type: 'tree' as const,
    sha,
  };
  return ok({
    ...contentEntry(call.context, scope.name, ref, path, self),
    entries: listed,
  });
}

const person = z
  .object({
    name: z.string().min(1),
    email: z.string().min(1),
    date: z.iso.datetime({ offset: true }).optional(),
  })
  .optional();
const writeSchema = z.object({
  message: z.string().min(1),
  branch: z.string().optional(),
  sha: z.string().optional(),
  author: person,
  committer: person,
});

const missingSha = () =>
  new HttpError(422, `Invalid request.\n\n"sha" wasn't supplied.`);

async function write(call: Call, content: Buffer | null): Promise<Reply> {
  const scope = await call.repo('write');
  call.user();
  const input = call.body(writeSchema);
  const path = (call.request.params[0] ?? '').replace(/^\/+|\/+$/g, '');
  const branch = (input.branch ?? scope.repo.defaultBranch).replace(
    /^refs\/heads\//,
    '',
  );
  const head = await scope.git.readRef(`refs/heads/${branch}`);
  if (!head && input.branch && (await scope.git.refs('refs/heads/')).length) {
    throw new HttpError(404, `Branch ${branch} not found`);
  }
  const existing = head ? await scope.git.entryAt(head, path) : undefined;
  if (content === null && !existing) throw notFound();
  if (existing && !input.sha) throw missingSha();
  if (input.sha && existing?.sha !== input.sha)
    throw conflict(`${path} does not match ${input.sha}`);
  const commit = await commitFiles(call.context, call.actor, scope, {
    branch,
    message: input.message,
    files: [{ path, content }],
    author: input.author,
    committer: input.committer,
  }).catch((error: unknown) => {
    // A protected branch is a conflict here, and a validation failure at the refs.
    const refused =
      error instanceof HttpError &&
      error.status === 422 &&
      /branch|pull request|checks/.test(error.message);
    throw refused
      ? conflict(
          `Could not ${existing ? 'update' : 'create'} file: ${error.message}`,
        )
      : error;
  });
  const entry =
    content === null ? undefined : await scope.git.entryAt(commit.sha, path);
  return ok(
    {
      content: entry
        ? contentEntry(call.context, scope.name, branch, path, entry)
        : null,
      commit: gitCommit(call.context, scope.name, commit),
    },
    existing ? 200 : 201,
  );
}

const contentSchema = z.object({ content: z.string() });

async function readme(call: Call): Promise<Reply> {
  const scope = await call.repo('read');
  const ref = call.query('ref') || scope.repo.defaultBranch;
  const sha = await scope.git.resolve(ref);
  const entries = sha ? await scope.git.readTree(sha) : [];
  const entry = entries?.find(
    one => one.type === 'blob' && /^readme(\.(md|rst|txt))?$/i.test(one.path),
  );
  if (!entry) throw notFound();
  return fileReply(call, scope, ref, entry.path, entry);
}

/** Files by their path. */
export const contentEndpoints: Endpoints = {
  'get /repos/:owner/:repo/readme': readme,
  'get /repos/:owner/:repo/contents': read,
  'get /repos/:owner/:repo/contents/*': read,
  'put /repos/:owner/:repo/contents/*': async call => {
    const { content } = call.body(contentSchema);
    if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(content))
      throw new HttpError(422, 'content is not valid Base64');
    return write(call, Buffer.from(content, 'base64'));
  },
  'delete /repos/:owner/:repo/contents/*': async call => write(call, null),
};
