import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import knexFactory from 'knex';

const run = promisify(execFile);

const PREPARE = resolvePackagePath(
  '@slipway/plugin-gitops-backend',
  '../../packages/cli/src/testing/prepare-postgres.ts',
);

interface Program {
  command: string;
  args: string[];
  cwd: string;
  user?: { uid: number; gid: number };
  role: string;
}

/** A PostgreSQL of a test's own, which may be restarted without harm to other tests. */
export class TestPostgres {
  #server: ChildProcess | undefined;

  /** @param directory - of its data; others may look into it from now on */
  static async start(directory: string): Promise<TestPostgres> {
    // As root, the server runs as somebody else.
    await chmod(directory, 0o755);
    const port = await freePort();
    const password = randomBytes(18).toString('hex');
    const { stdout } = await run(
      process.execPath,
      ['--no-warnings', PREPARE, '--directory', directory, '--port', `${port}`],
      { env: { ...process.env, POSTGRES_PASSWORD: password } },
    );
    const program: Program = JSON.parse(stdout);
    const url = `postgresql://${program.role}:${password}@127.0.0.1:${port}`;
    const postgres = new TestPostgres(program, url);
    await postgres.#start();
    return postgres;
  }

  private constructor(
    private readonly program: Program,
    private readonly url: string,
  ) {}

  /** Address of a database. */
  database(name: string): string {
    return `${this.url}/${name}`;
  }

  /** Stops as an update does, without waiting for whoever is connected. */
  async halt(): Promise<void> {
    const server = this.#server;
    if (server?.exitCode === null) {
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
    }
  }

  /** Takes it down and up again. */
  async restart(): Promise<void> {
    await this.halt();
    await this.#start();
  }

  async stop(): Promise<void> {
    await this.halt();
    await rm(this.program.cwd, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const { command, args, cwd, user } = this.program;
    this.#server = spawn(command, args, { cwd, ...user, stdio: 'ignore' });
    const knex = knexFactory({
      client: 'pg',
      connection: this.database('postgres'),
      // That it is not there yet is no news.
      log: { warn: () => {} },
    });
    try {
      while (!(await knex.raw('select 1').catch(() => undefined))) {
        if (this.#server.exitCode !== null) {
          throw new Error(`PostgreSQL ended (${this.#server.exitCode})`);
        }
        await pause(50);
      }
    } finally {
      await knex.destroy();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) {
    throw new Error('There is no free port');
  }
  return address.port;
}
