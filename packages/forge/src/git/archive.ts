import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import { Router, type Response } from 'express';
import { authenticate, atLeast, permissionOf } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { findRepository } from '../domain/repositories.ts';
import { notFound } from '../http/errors.ts';
import { gitEnvironment } from './run.ts';

const formats = {
  'tar.gz': 'application/x-gzip',
  zip: 'application/zip',
} as const;
const isFormat = (name: string): name is keyof typeof formats =>
  name in formats;

async function send(
  response: Response,
  directory: string,
  timeout: number,
  archive: { format: string; prefix: string; sha: string },
): Promise<void> {
  const child = spawn(
    'git',
    [
      `--git-dir=${directory}`,
      'archive',
      `--format=${archive.format}`,
      `--prefix=${archive.prefix}/`,
      archive.sha,
    ],
    {
      env: gitEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout,
      killSignal: 'SIGKILL',
    },
  );
  await pipeline(child.stdout, response);
}

/** `GET /_codeload/<owner>/<repo>/<tar.gz|zip>/<ref>`: a tree as an archive with one directory at its top. */
export function archiveRouter(context: ForgeContext): Router {
  const router = Router();
  router.get(
    '/_codeload/:owner/:repo/:format/:ref(*)',
    (request, response, next) => {
      const serve = async () => {
        const { owner, repo, format, ref }: Record<string, string> =
          request.params;
        const actor = await authenticate(context, request);
        const located = await findRepository(context, owner, repo);
        if (!located || !isFormat(format)) throw notFound();
        if (!atLeast(await permissionOf(context, actor, located.repo), 'read'))
          throw notFound();
        const git = context.git.open(located.repo.id);
        const sha = await git.resolve(ref);
        if (!sha) throw notFound();
        const prefix = `${located.owner.login}-${located.repo.name}-${sha.slice(0, 7)}`;
        response.set({
          'Content-Type': formats[format],
          'Content-Disposition': `attachment; filename=${prefix}.${format}`,
          ETag: `"${sha}"`,
        });
        await send(
          response,
          git.directory,
          context.config.limits.gitMilliseconds,
          { format, prefix, sha },
        );
      };
      serve().catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else next(error);
      });
    },
  );
  return router;
}
