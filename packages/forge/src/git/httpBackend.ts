import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Request, Response } from 'express';
import { gitEnvironment } from './run.ts';

/** A ref that a push moved; 40 zeros where there was, or is, nothing. */
export interface RefMove {
  ref: string;
  before: string;
  after: string;
}

/** How one request is handed to `git http-backend`. */
export interface BackendRequest {
  projectRoot: string;
  /** `/<directory>/<service path>` below the project root. */
  path: string;
  /** Who pushes; null for readers. */
  user: string | null;
  /** What the pusher may not do, for the update hook. */
  rules: readonly string[];
  timeout: number;
  maxBytes: number;
}

const hooks = fileURLToPath(new URL('./hooks', import.meta.url));

const settings = {
  'core.hooksPath': hooks,
  'http.receivepack': 'true',
  'http.uploadpack': 'true',
  'receive.hideRefs': 'refs/pull',
  'transfer.hideRefs': 'refs/forge',
  'receive.autogc': 'false',
  'receive.fsckObjects': 'true',
  'transfer.advertisePushOptions': 'false',
  'uploadpack.allowFilter': 'true',
  'uploadpack.allowReachableSHA1InWant': 'true',
  'safe.directory': '*',
};

/** Lets through `limit` bytes, then fails. */
function sizeLimit(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(
        size > limit
          ? new Error(`The request is larger than ${limit} bytes`)
          : null,
        chunk,
      );
    },
  });
}

/** Splits CGI output into header fields and the first bytes of the body, once the headers are whole. */
function splitHead(
  head: Buffer,
): { fields: [string, string][]; rest: Buffer } | undefined {
  const end = head.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const fields = head
    .subarray(0, end)
    .toString('latin1')
    .split('\r\n')
    .map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
  return { fields, rest: head.subarray(end + 4) };
}

function writeHead(
  response: Response,
  fields: readonly [string, string][],
): void {
  for (const [name, value] of fields) {
    if (name.toLowerCase() === 'status')
      response.status(Number.parseInt(value, 10));
    else response.setHeader(name, value);
  }
}

/**
 * Streams a request through git's own CGI program and its reply back.
 * The reply is complete only after `onReceived`, so that a client that sees its push end sees its effects.
 *
 * @param onReceived - told which refs a push moved
 */
export async function serveBackend(
  request: Request,
  response: Response,
  backend: BackendRequest,
  onReceived: (moves: RefMove[]) => Promise<void>,
): Promise<void> {
  const received = join(tmpdir(), `forge-push-${randomUUID()}`);
  const header = (name: string) => request.get(name) ?? '';
  const child = spawn('git', ['http-backend'], {
    env: {
      ...gitEnvironment(settings),
      GIT_PROJECT_ROOT: backend.projectRoot,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: backend.path,
      QUERY_STRING: new URL(request.originalUrl, 'http://forge').search.slice(
        1,
      ),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: header('content-type'),
      ...(header('content-length')
        ? { CONTENT_LENGTH: header('content-length') }
        : {}),
      ...(header('content-encoding')
        ? { HTTP_CONTENT_ENCODING: header('content-encoding') }
        : {}),
      ...(header('git-protocol')
        ? { GIT_PROTOCOL: header('git-protocol') }
        : {}),
      ...(backend.user ? { REMOTE_USER: backend.user } : {}),
      FORGE_PROTECTED: backend.rules.join('\n'),
      FORGE_RECEIVED: received,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: backend.timeout,
    killSignal: 'SIGKILL',
  });
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
    if (!response.writableFinished) child.kill('SIGTERM');
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  child.stderr.resume();
  const upload = pipeline(
    request,
    sizeLimit(backend.maxBytes),
    child.stdin,
  ).catch((error: Error) => {
    // git may answer without reading everything; only our own limit is a failure.
    if (!/larger than/.test(error.message)) return;
    if (!response.headersSent)
      response.status(413).type('text').write(`${error.message}\n`);
    child.kill('SIGTERM');
  });

  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    if (head) {
      head = Buffer.concat([head, chunk]);
      const split = splitHead(head);
      if (!split) continue;
      head = undefined;
      writeHead(response, split.fields);
      if (split.rest.length) response.write(split.rest);
    } else if (!response.write(chunk)) {
      // Nobody waits for who went away; git is being ended then.
      await once(response, 'drain', { signal: gone.signal }).catch(() => {});
    }
  }
  await Promise.all([ended, upload]);
  try {
    const moves = await readMoves(received);
    if (moves.length) await onReceived(moves);
  } finally {
    await rm(received, { force: true });
    if (head && !response.headersSent) response.status(502);
    response.end();
  }
}

async function readMoves(file: string): Promise<RefMove[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    // Nothing was pushed: the hook made no file.
    return [];
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [before = '', after = '', ref = ''] = line.split(' ');
      return { ref, before, after };
    });
}
