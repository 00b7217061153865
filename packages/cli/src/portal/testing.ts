import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

const MAIN = join(import.meta.dirname, '../main.ts');

/** A request as a handler of the tests sees it. */
export interface TestRequest {
  url: URL;
  /** Parts of the path that the route names by `:`. */
  params: Record<string, string>;
  body: unknown;
  authorization: string | undefined;
}

/** An answer: its status, and its body as JSON or as a redirection. */
export interface TestAnswer {
  status?: number;
  body?: unknown;
  location?: string;
}

/** Handlers by method and path, as in `GET /api/gitops/holds`. */
export type Routes = Record<
  string,
  (request: TestRequest) => TestAnswer | Promise<TestAnswer>
>;

/** What Backstage answers for an error. */
export function failure(status: number, name: string, message: string) {
  return { status, body: { error: { name, message } } };
}

/** A portal that answers what the test says, and a person's machine with the command line. */
export async function testPortal(t: TestContext, routes: Routes) {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    asked.push(`${request.method} ${url.pathname}`);
    const { status, body, location } = await answer(request, url, routes);
    response.writeHead(status ?? (location ? 302 : 200), {
      'content-type': 'application/json',
      ...(location && { location }),
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const home = await mkdtemp(join(tmpdir(), 'cli-portal-'));
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(home, { recursive: true, force: true });
  });

  /** Starts a command as a person does. */
  const start = (args: string[], env: Record<string, string> = {}) =>
    spawn(process.execPath, [MAIN, ...args], {
      stdio: 'pipe',
      env: {
        PATH: process.env.PATH,
        HOME: home,
        XDG_STATE_HOME: home,
        SLIPWAY_PORTAL: address,
        ...env,
      },
    });

  return {
    address,
    home,
    asked,
    start,
    /** Runs a command to its end. */
    async run(args: string[], env: Record<string, string> = {}, input = '') {
      const child = start(args, env);
      child.stdin.end(input);
      const [stdout, stderr, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ]);
      return { code: code as number, stdout, stderr };
    },
  };
}

async function answer(
  request: IncomingMessage,
  url: URL,
  routes: Routes,
): Promise<TestAnswer> {
  for (const [route, handle] of Object.entries(routes)) {
    const [method, path = ''] = route.split(' ');
    const pattern = path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^${pattern}$`).exec(url.pathname);
    if (match && method === request.method) {
      const hasBody = request.headers['content-type'] === 'application/json';
      return handle({
        url,
        params: { ...match.groups },
        body: hasBody ? await json(request) : undefined,
        authorization: request.headers.authorization,
      });
    }
  }
  return failure(404, 'NotFoundError', `no ${request.method} ${url.pathname}`);
}
