import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GitFixture } from './GitFixture';

/** A forge that answers what a rehearsal reads: one GitOps repository over GitHub's API and over git. */
export interface GithubApi {
  url: string;
  /** Requests that would have changed something, as in `POST /api/v3/repos/acme/x`. */
  writes: string[];
  close(): Promise<void>;
}

/**
 * Serves a fixture as `acme/infra-gitops` on loopback until it is closed.
 *
 * @param served - what answers git, such as a static server of its directory
 */
export async function startGithubApi(
  fixture: GitFixture,
  served: string,
): Promise<GithubApi> {
  const writes: string[] = [];
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const { pathname, searchParams } = new URL(
      request.url ?? '/',
      'http://forge',
    );
    if (request.method !== 'GET') {
      writes.push(`${request.method} ${pathname}`);
      return undefined;
    }
    const rest = pathname.replace('/api/v3/repos/acme/infra-gitops/', '');
    if (rest === 'commits/main') {
      const sha = await fixture.head();
      return { sha, commit: { tree: { sha } } };
    }
    if (rest === 'pulls') {
      return [];
    }
    const [, tree] = /^git\/trees\/(\w+)$/.exec(rest) ?? [];
    if (tree !== undefined) {
      return treeOf(fixture, tree, searchParams.has('recursive'));
    }
    const [, blob] = /^git\/blobs\/(\w+)$/.exec(rest) ?? [];
    if (blob !== undefined) {
      const text = await fixture.git('cat-file', 'blob', blob);
      return { content: Buffer.from(text).toString('base64') };
    }
    const [, path] = /^contents\/(.+)$/.exec(rest) ?? [];
    if (path === undefined) {
      return undefined;
    }
    const text = await fixture
      .git('show', `HEAD:${decodeURIComponent(path)}`)
      .catch(() => undefined);
    return (
      text !== undefined && {
        type: 'file',
        content: Buffer.from(text).toString('base64'),
      }
    );
  };
  const server = createServer(async (request, response) => {
    if (!request.url?.startsWith('/api/v3/')) {
      const file = await fetch(`${served}${request.url}`);
      response
        .writeHead(file.status)
        .end(Buffer.from(await file.arrayBuffer()));
      return;
    }
    const body = await answer(request);
    response
      .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(body || { message: 'Not Found' }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    writes,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function treeOf(fixture: GitFixture, sha: string, recursive: boolean) {
  const lines = await fixture.git(
    ...['ls-tree', '-z', ...(recursive ? ['-r'] : []), sha],
  );
  const tree = lines.split('\0').flatMap(line => {
    const [, type, oid, path] = /^\d+ (\w+) (\w+)\t(.+)$/s.exec(line) ?? [];
    return path === undefined ? [] : [{ type, sha: oid, path }];
  });
  return { tree, truncated: false };
}
