import { createHash } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Path to content. */
export type Files = Record<string, string>;

interface Commit {
  tree: string;
  parents: string[];
  message: string;
}

interface Pull {
  number: number;
  title: string;
  body: string;
  head: string;
  state: 'open' | 'closed';
  merged: boolean;
}

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

interface TreeEntry {
  path: string;
  content?: string;
  sha?: string | null;
}

type Handler = (match: RegExpExecArray, body: never, url: URL) => Reply;

/**
 * One repository behind GitHub's data API, in memory: content-addressed trees
 * and commits, refs that only move forward, pull requests that exist once a
 * branch. Any request can be answered otherwise.
 */
export class FakeForge {
  readonly requests: string[] = [];
  readonly commits = new Map<string, Commit>();
  readonly refs = new Map<string, string>();
  readonly pulls: Pull[] = [];
  /** Other repositories, by their full names. */
  readonly repositories = new Map<string, { archived: boolean }>();
  readonly #trees = new Map<string, Files>();
  readonly #blobs = new Map<string, string>();
  readonly #overrides: { at: RegExp; reply: Reply; times: number }[] = [];
  #server: Server | undefined;

  constructor(files: Files) {
    this.reset(files);
  }

  /** Starts over with one commit and no pull request. */
  reset(files: Files): void {
    this.refs.clear();
    this.pulls.length = 0;
    this.refs.set('heads/main', this.#addCommit(files, [], 'Initial commit'));
  }

  get url(): string {
    const address = this.#server?.address() as AddressInfo;
    return `http://localhost:${address.port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) =>
      this.#serve(request, response),
    );
    this.#server = server;
    await new Promise<void>(resolve => {
      server.listen(0, 'localhost', resolve);
    });
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => {
      this.#server?.close(resolve);
    });
  }

  /** Gives the next requests that match `METHOD /path` this answer instead. */
  answerNext(at: RegExp, reply: Reply, times = 1): void {
    this.#overrides.push({ at, reply, times });
  }

  /** The files of a branch. */
  filesOf(branch: string): Files {
    return this.#filesAt(this.refs.get(`heads/${branch}`) ?? '');
  }

  /** What somebody else does to a branch. */
  push(branch: string, changes: Files): string {
    const head = this.refs.get(`heads/${branch}`) ?? '';
    const files = { ...this.#filesAt(head), ...changes };
    const commit = this.#addCommit(files, [head], 'Pushed by somebody');
    this.refs.set(`heads/${branch}`, commit);
    return commit;
  }

  /** Merges a pull request into main, as a person does. */
  merge(number: number): void {
    const pull = this.pulls[number - 1];
    const { head } = pull;
    const parents = ['main', head].map(one => this.refs.get(`heads/${one}`));
    this.refs.set(
      'heads/main',
      this.#addCommit(
        this.filesOf(head),
        parents.map(sha => sha ?? ''),
        'Merged by somebody',
      ),
    );
    Object.assign(pull, { state: 'closed', merged: true });
  }

  #addCommit(files: Files, parents: string[], message: string): string {
    const tree = this.#addTree(files);
    const commit = { tree, parents, message };
    const sha = hash({ ...commit, nonce: this.commits.size });
    this.commits.set(sha, commit);
    return sha;
  }

  #addTree(files: Files): string {
    const sha = hash(Object.entries(files).sort());
    this.#trees.set(sha, files);
    for (const content of Object.values(files)) {
      this.#blobs.set(hash(content), content);
    }
    return sha;
  }

  /** One level of a tree, as its entries, or all of it. */
  #readTree(sha: string, url: URL): Reply {
    const files = this.#trees.get(sha);
    if (!files) {
      return notFound();
    }
    const recursive = url.searchParams.has('recursive');
    const directories = new Map<string, Files>();
    const tree: { path: string; type: string; sha: string }[] = [];
    for (const [path, content] of Object.entries(files)) {
      const [name, ...rest] = path.split('/');
      if (recursive || rest.length === 0) {
        tree.push({ path, type: 'blob', sha: hash(content) });
      } else {
        const inside = directories.get(name) ?? {};
        directories.set(name, { ...inside, [rest.join('/')]: content });
      }
    }
    directories.forEach((inside, path) =>
      tree.push({ path, type: 'tree', sha: this.#addTree(inside) }),
    );
    return { body: { sha, tree, truncated: false } };
  }

  #filesAt(commit: string): Files {
    return this.#trees.get(this.commits.get(commit)?.tree ?? '') ?? {};
  }

  #ancestors(commit: string): Set<string> {
    const found = new Set<string>();
    const pending = [commit];
    for (let sha = pending.pop(); sha; sha = pending.pop()) {
      found.add(sha);
      pending.push(...(this.commits.get(sha)?.parents ?? []));
    }
    return found;
  }

  /** The newest commit that changed a file, as git simplifies history. */
  #lastChange(sha: string, path: string): Commit | undefined {
    const commit = this.commits.get(sha);
    const content = this.#filesAt(sha)[path];
    const same = commit?.parents.find(
      parent => this.#filesAt(parent)[path] === content,
    );
    if (same !== undefined) {
      return this.#lastChange(same, path);
    }
    const isFirst = commit?.parents.length === 0;
    return isFirst && content === undefined ? undefined : commit;
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', this.url);
      const line = `${request.method} ${decodeURIComponent(url.pathname)}`;
      this.requests.push(line);
      const text = Buffer.concat(chunks).toString();
      const { status = 200, headers, body } = this.#reply(line, text, url);
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(JSON.stringify(body));
    });
  }

  #reply(line: string, text: string, url: URL): Reply {
    const override = this.#overrides.find(
      one => one.times > 0 && one.at.test(line),
    );
    if (override) {
      override.times -= 1;
      return override.reply;
    }
    for (const [pattern, handler] of this.#routes) {
      const match = pattern.exec(line);
      if (match) {
        return handler(match, (text ? JSON.parse(text) : {}) as never, url);
      }
    }
    return notFound();
  }

  readonly #routes: [RegExp, Handler][] = [
    [
      /^GET .*\/commits\/(.+)$/,
      ([, ref]) => {
        const sha = this.refs.get(`heads/${ref}`) ?? ref;
        const commit = this.commits.get(sha);
        return commit
          ? {
              body: {
                sha,
                commit: { tree: { sha: commit.tree } },
                tree: { sha: commit.tree },
              },
            }
          : notFound();
      },
    ],
    [
      /^GET .*\/commits$/,
      (_match, _body, url) => {
        const { searchParams } = url;
        const [sha, path] = ['sha', 'path'].map(
          name => searchParams.get(name) ?? '',
        );
        const commit = this.#lastChange(sha, path);
        const parents = (commit?.parents ?? []).map(one => ({ sha: one }));
        return { body: commit ? [{ parents }] : [] };
      },
    ],
    [
      /^GET \/api\/v3\/repos\/([^/]+\/[^/]+)$/,
      ([, name]) =>
        this.repositories.has(name)
          ? { body: this.repositories.get(name) }
          : notFound(),
    ],
    [
      /^PATCH \/api\/v3\/repos\/([^/]+\/[^/]+)$/,
      ([, name], body: { archived: boolean }) => {
        this.repositories.set(name, body);
        return { body };
      },
    ],
    [
      /^GET .*\/contents\/(.+)$/,
      ([, path], _body, url) => {
        const files = this.#filesAt(url.searchParams.get('ref') ?? '');
        return path in files
          ? {
              body: {
                type: 'file',
                content: Buffer.from(files[path]).toString('base64'),
              },
            }
          : notFound();
      },
    ],
    [
      /^GET .*\/git\/trees\/(.+)$/,
      ([, sha], _body, url) => this.#readTree(sha, url),
    ],
    [
      /^GET .*\/git\/blobs\/(.+)$/,
      ([, sha]) => {
        const content = this.#blobs.get(sha);
        return content === undefined
          ? notFound()
          : { body: { content: Buffer.from(content).toString('base64') } };
      },
    ],
    [
      /^POST .*\/git\/trees$/,
      (_match, body: { base_tree: string; tree: TreeEntry[] }) => {
        const files = { ...this.#trees.get(body.base_tree) };
        for (const { path, content, sha } of body.tree) {
          if (sha === null && !(path in files)) {
            return refused('GitRPC::BadObjectState');
          }
          delete files[path];
          const text = content ?? this.#blobs.get(sha ?? '');
          if (text !== undefined) {
            files[path] = text;
          }
        }
        return { status: 201, body: { sha: this.#addTree(files) } };
      },
    ],
    [
      /^POST .*\/git\/commits$/,
      (_match, body: { tree: string; parents: string[]; message: string }) => ({
        status: 201,
        body: {
          sha: this.#addCommit(
            this.#trees.get(body.tree) ?? {},
            body.parents,
            body.message,
          ),
        },
      }),
    ],
    [
      /^GET .*\/git\/ref\/(.+)$/,
      ([, ref]) => {
        const sha = this.refs.get(ref);
        return sha ? { body: { object: { sha } } } : notFound();
      },
    ],
    [
      /^POST .*\/git\/refs$/,
      (_match, body: { ref: string; sha: string }) => {
        const ref = body.ref.replace(/^refs\//, '');
        if (this.refs.has(ref)) {
          return refused('Reference already exists');
        }
        this.refs.set(ref, body.sha);
        return { status: 201, body: {} };
      },
    ],
    [
      /^PATCH .*\/git\/refs\/(.+)$/,
      ([, ref], body: { sha: string }) => {
        if (!this.#ancestors(body.sha).has(this.refs.get(ref) ?? '')) {
          return refused('Update is not a fast forward');
        }
        this.refs.set(ref, body.sha);
        return { body: {} };
      },
    ],
    [
      /^GET .*\/compare\/(\w+)\.\.\.(\w+)$/,
      ([, base, head]) => {
        const ahead = this.#ancestors(head).has(base);
        const behind = this.#ancestors(base).has(head);
        const status = ahead ? 'ahead' : 'diverged';
        return { body: { status: behind ? 'behind' : status } };
      },
    ],
    [
      /^GET .*\/pulls$/,
      (_match, _body, url) => ({
        body: this.pulls
          .filter(pull => pull.state === url.searchParams.get('state'))
          .filter(pull => `acme:${pull.head}` === url.searchParams.get('head'))
          .map(pull => this.#pullBody(pull)),
      }),
    ],
    [
      /^POST .*\/pulls$/,
      (_match, body: { title: string; body: string; head: string }) => {
        if (this.pulls.some(p => p.head === body.head && p.state === 'open')) {
          return refused('A pull request already exists');
        }
        const number = this.pulls.length + 1;
        const pull: Pull = { ...body, number, state: 'open', merged: false };
        this.pulls.push(pull);
        return { status: 201, body: this.#pullBody(pull) };
      },
    ],
  ];

  #pullBody(pull: Pull) {
    return {
      number: pull.number,
      html_url: `${this.url}/acme/infra-gitops/pull/${pull.number}`,
      merged_at: pull.merged ? '2026-11-21T10:00:00Z' : null,
    };
  }
}

function notFound(): Reply {
  return { status: 404, body: { message: 'Not Found' } };
}

function refused(message: string): Reply {
  return { status: 422, body: { message } };
}

function hash(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value)).digest('hex');
}
