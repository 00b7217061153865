import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';

const run = promisify(execFile);

/** A port that something of ours is going to listen on. */
export interface PortUse {
  port: number;
  part: string;
  /** The key under `ports:` of the configuration that moves it. */
  setting: string;
}

/** Refuses with one line that names port, part and, where it can be known, the process in the way. */
export async function requireFreePorts(
  uses: readonly PortUse[],
): Promise<void> {
  for (const use of uses) {
    if (await isFree(use.port)) continue;
    const owner = await ownerOf(use.port).catch(() => undefined);
    throw new Problem(
      `Port ${use.port}, which ${use.part} needs, is taken${
        owner ? ` by ${owner}` : ''
      }; end that process, or set another port with 'ports: { ${
        use.setting
      }: … }' in .slipway/config.yaml`,
    );
  }
}

/** Whether a server could listen on this loopback port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
        resolve(false);
      } else {
        reject(error);
      }
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}

/** Below the ports that systems lend to connections, so that none of those gets in between. */
const BLOCKS = { first: 20_000, last: 29_000 };
const MAX_BLOCKS = 100;

/**
 * The first of `count` ports in a row on which nobody listens now.
 *
 * @throws Error if there is no such block after many tries
 */
export async function unusedPorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < MAX_BLOCKS; attempt++) {
    const first = randomInt(BLOCKS.first, BLOCKS.last);
    const free = await Promise.all(
      Array.from({ length: count }, (_, offset) => isFree(first + offset)),
    );
    if (free.every(Boolean)) return first;
  }
  throw new Error(
    `There are no ${count} unused ports in a row from ${BLOCKS.first} to ${BLOCKS.last}; end what listens there`,
  );
}

/** A port on which nobody listens now. */
export async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => {
    server.close(resolve);
  });
  if (address === null || typeof address === 'string') {
    throw new Error('The system gave no port');
  }
  return address.port;
}

/** The process that listens on a port, as `name (process 123)`; undefined when the system does not tell. */
export async function ownerOf(port: number): Promise<string | undefined> {
  if (process.platform === 'linux') return ownerFromProc(port);
  const { stdout } = await run('lsof', [
    '-nP',
    `-iTCP:${port}`,
    '-sTCP:LISTEN',
    '-Fpc',
  ]);
  const pid = /^p(\d+)$/m.exec(stdout)?.[1];
  const name = /^c(.+)$/m.exec(stdout)?.[1];
  return pid ? `${name ?? 'a program'} (process ${pid})` : undefined;
}

const LISTENING = '0A';

async function ownerFromProc(port: number): Promise<string | undefined> {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map(file =>
      readFile(file, 'utf8').catch(() => ''),
    ),
  );
  const inodes = new Set<string>();
  for (const row of tables.join('\n').split('\n')) {
    const columns = row.trim().split(/\s+/);
    if (columns[1]?.endsWith(`:${hexPort}`) && columns[3] === LISTENING) {
      inodes.add(`socket:[${columns[9]}]`);
    }
  }
  if (inodes.size === 0) return undefined;
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const descriptor of descriptors) {
      const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(
        () => '',
      );
      if (inodes.has(link)) {
        const name = await readFile(`/proc/${pid}/comm`, 'utf8');
        return `${name.trim()} (process ${pid})`;
      }
    }
  }
  return undefined;
}
