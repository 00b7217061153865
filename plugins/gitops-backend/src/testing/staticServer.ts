import { readFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';

/** A server of files, enough for git's plain HTTP protocol. */
export interface StaticServer {
  url: string;
  /** Headers of every request so far. */
  requests: IncomingHttpHeaders[];
  close(): Promise<void>;
}

/** Serves a directory on loopback until it is closed. */
export async function startStaticServer(root: string): Promise<StaticServer> {
  const requests: IncomingHttpHeaders[] = [];
  const server: Server = createServer(async (request, response) => {
    requests.push(request.headers);
    const path = normalize((request.url ?? '/').split('?')[0]);
    try {
      response.end(await readFile(join(root, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
