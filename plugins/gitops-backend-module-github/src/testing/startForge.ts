import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** Whose forge it is: the portal's account, which administers it, and two people. */
const PEOPLE = ['slipway-bot', 'casey', 'robin'] as const;

/** The local forge as a process of its own, with an organisation, the portal's account and people. */
export interface RunningForge {
  url: string;
  /** The portal's. */
  token: string;
  tokens: Record<(typeof PEOPLE)[number], string>;
  /** Where the forge writes what broke GitHub's contract, when it stops. */
  contractReport: string;
  stop(): Promise<void>;
}

const MAIN = resolvePackagePath(
  '@slipway/plugin-gitops-backend-module-github',
  '../../packages/forge/src/main.ts',
);

/** Starts the forge on a free port of loopback. */
export async function startForge(directory: string): Promise<RunningForge> {
  const tokens = {
    'slipway-bot': 'a-token-of-the-test',
    casey: 'a-token-of-casey',
    robin: 'a-token-of-robin',
  };
  const contractReport = join(directory, 'contract.json');
  await writeFile(
    join(directory, 'seed.json'),
    JSON.stringify({
      orgs: [{ login: 'acme', name: 'Acme' }],
      users: PEOPLE.map(login => ({
        login,
        name: `The ${login}`,
        tokens: [tokens[login]],
      })),
      members: PEOPLE.map(login => ({
        org: 'acme',
        login,
        role: login === 'slipway-bot' ? 'admin' : 'member',
      })),
    }),
  );
  await writeFile(
    join(directory, 'forge.json'),
    JSON.stringify({
      port: 0,
      dataDir: join(directory, 'forge'),
      seedFile: join(directory, 'seed.json'),
      contractReport,
    }),
  );
  const child = spawn(
    process.execPath,
    ['--no-warnings', MAIN, '--config', join(directory, 'forge.json')],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on('data', chunk => {
    complaint += chunk;
  });
  const exited = new Promise<void>(done => {
    child.once('exit', () => done());
  });
  const listening = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('"event":"listening"')) {
        return String(JSON.parse(line).url);
      }
    }
    throw new Error(`The forge did not start: ${complaint}`);
  })();
  const url = await listening;
  return {
    url,
    token: tokens['slipway-bot'],
    tokens,
    contractReport,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
