import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A repository served over smart HTTP to who has the password, by git itself. */
export class GitServer {
  readonly url: string;
  readonly #folder: string;
  readonly #server: Server;

  private constructor(folder: string, server: Server, url: string) {
    this.#folder = folder;
    this.#server = server;
    this.url = url;
  }

  static async start(folder: string, password: string): Promise<GitServer> {
    await mkdir(folder, { recursive: true });
    await run('git', ['init', '--quiet', '--initial-branch=main', folder]);
    const expected = `Basic ${Buffer.from(`argocd:${password}`).toString('base64')}`;
    const server = createServer((request, response) => {
      if (request.headers.authorization !== expected) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
        response.end();
        return;
      }
      serve(folder, request, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new GitServer(
      folder,
      server,
      `http://localhost:${port}/acme/gitops`,
    );
  }

  /** Commits `files`, by path, and returns the new commit. */
  async commit(files: Record<string, string>): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.#folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    const git = (...args: string[]) =>
      run(
        'git',
        ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args],
        {
          cwd: this.#folder,
        },
      );
    await git('add', '--all');
    await git('commit', '--quiet', '--message=change');
    return (await git('rev-parse', 'HEAD')).stdout.trim();
  }

  /** Sends the push event of `commit` to a webhook, as GitHub does. */
  async push(webhook: string, commit: string, secret: string): Promise<number> {
    const body = JSON.stringify({
      ref: 'refs/heads/main',
      before: '0'.repeat(40),
      after: commit,
      repository: { html_url: this.url, default_branch: 'main' },
      commits: [],
    });
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const reply = await fetch(webhook, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-hub-signature-256': `sha256=${signature}`,
      },
    });
    return reply.status;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** Hands one request to `git http-backend` and its reply back. */
function serve(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: join(folder, '.git'),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname.replace(/^\/acme\/gitops(\.git)?/, ''),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.on('close', () => {
    const reply = Buffer.concat(chunks);
    const end = reply.indexOf('\r\n\r\n');
    for (const line of reply.subarray(0, end).toString().split('\r\n')) {
      const [name, value] = line.split(': ');
      if (name === 'Status') {
        response.statusCode = Number.parseInt(value, 10);
      } else {
        response.setHeader(name, value);
      }
    }
    response.end(reply.subarray(end + 4));
  });
}
