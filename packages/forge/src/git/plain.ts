import { Router, type Request } from 'express';
import { atLeast, authenticate, permissionOf } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { findPull } from '../domain/pullFacts.ts';
import { findRepository } from '../domain/repositories.ts';
import { notFound } from '../http/errors.ts';
import type { GitRepository } from './GitRepository.ts';

const maxBytes = 100 * 1024 * 1024;

async function open(context: ForgeContext, request: Request) {
  const { owner = '', repo = '' } = request.params;
  const actor = await authenticate(context, request);
  const located = await findRepository(context, owner, repo);
  if (!located) throw notFound();
  const permission = await permissionOf(context, actor, located.repo);
  if (!atLeast(permission, 'read')) throw notFound();
  return { repo: located.repo, git: context.git.open(located.repo.id) };
}

/** Branches may have slashes: the shortest beginning that names a commit is the ref, the rest the path. */
async function readPath(git: GitRepository, path: string): Promise<Buffer> {
  const parts = path.split('/');
  for (let length = 1; length < parts.length; length += 1) {
    const sha = await git.resolve(parts.slice(0, length).join('/'));
    const entry =
      sha && (await git.entryAt(sha, parts.slice(length).join('/')));
    if (entry && entry.type === 'blob')
      return git.readBlob(entry.sha, maxBytes);
  }
  throw notFound();
}

/**
 * Contents as plain text for programs: `/<owner>/<repo>/raw/<ref>/<path>` and
 * `/<owner>/<repo>/pull/<number>.diff` or `.patch`. Always text, so that no file runs as a page.
 */
export function plainRouter(context: ForgeContext): Router {
  const router = Router();
  router.get('/:owner/:repo/raw/:path(*)', (request, response, next) => {
    const serve = async () => {
      const { git } = await open(context, request);
      const content = await readPath(git, request.params.path);
      response
        .set({
          'X-Content-Type-Options': 'nosniff',
          'Content-Security-Policy': "default-src 'none'; sandbox",
        })
        .type('text/plain')
        .send(content);
    };
    serve().catch(next);
  });
  router.get(
    '/:owner/:repo/pull/:number(\\d+).:format(diff|patch)',
    (request, response, next) => {
      const serve = async () => {
        const { repo, git } = await open(context, request);
        const { number, format }: Record<string, string> = request.params;
        const pull = await findPull(context, repo.id, Number(number));
        if (!pull) throw notFound();
        const from =
          (await git.mergeBase(pull.baseSha, pull.headSha)) ?? pull.baseSha;
        const text =
          format === 'diff'
            ? await git.diff(from, pull.headSha)
            : await git.patches(from, pull.headSha);
        response
          .set('X-Content-Type-Options', 'nosniff')
          .type('text/plain')
          .send(text);
      };
      serve().catch(next);
    },
  );
  return router;
}
