import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { dirname } from 'node:path';
import type { StackState } from './state.ts';

/** What the control socket can ask for. */
export interface Controls {
  state(): StackState;
  stop(): void;
  resume(): void;
}

/** Answers on the supervisor's socket, which only this user can reach. */
export async function serveControls(
  path: string,
  controls: Controls,
): Promise<Server> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await chmod(dirname(path), 0o700);
  await rm(path, { force: true });
  const server = createServer((request, response) => {
    const action = `${request.method} ${request.url}`;
    switch (action) {
      case 'GET /state':
        break;
      case 'POST /stop':
        controls.stop();
        break;
      case 'POST /resume':
        controls.resume();
        break;
      default:
        response.writeHead(404).end();
        return;
    }
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(controls.state()));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return server;
}
