import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { duration } from '../output/format.ts';
import { Terminal } from '../output/terminal.ts';
import { Problem } from '../problem.ts';
import { takeLock } from '../supervisor/lock.ts';
import { readTail } from '../system/files.ts';
import { runLogged } from '../system/run.ts';
import type { Workspace } from '../workspace.ts';
import { setTimeout as sleep } from 'node:timers/promises';

const REPORT_EVERY_MS = 15_000;

/** Installs the dependencies when the lockfile, a manifest or Node changed since they were installed last. */
export async function ensureDependencies(workspace: Workspace): Promise<void> {
  const stampFile = join(workspace.root, 'node_modules', '.slipway-installed');
  const isCurrent = async () =>
    (await readFile(stampFile, 'utf8').catch(() => '')) ===
    (await stamp(workspace.root));
  if (await isCurrent()) return;

  const terminal = new Terminal(process.stderr);
  const lock = join(workspace.root, '.slipway', 'install.lock');
  for (let told = false; ; told = true) {
    const taken = await takeLock(lock);
    if (taken.held) break;
    if (!told) {
      terminal.line(
        `Waiting for process ${taken.by.pid}, which installs the dependencies`,
      );
    }
    await sleep(500);
  }
  try {
    if (await isCurrent()) return;
    await install(workspace, terminal);
    await writeFile(stampFile, await stamp(workspace.root));
  } finally {
    await rm(lock, { force: true });
  }
}

async function install(workspace: Workspace, terminal: Terminal) {
  const log = join(workspace.root, '.slipway', 'logs', 'install.log');
  const startedAt = Date.now();
  terminal.line(`Installing dependencies, log: ${log}`);
  const reporter = setInterval(async () => {
    const [line = ''] = (await readTail(log, 2000))
      .trim()
      .split('\n')
      .slice(-1);
    terminal.line(
      `  ${duration(Date.now() - startedAt)}: ${line.slice(0, terminal.columns - 16)}`,
    );
  }, REPORT_EVERY_MS);
  try {
    const { code } = await runLogged({
      command: 'yarn',
      args: ['install', '--immutable'],
      cwd: workspace.root,
      env: { FORCE_COLOR: '0' },
      log,
    });
    if (code !== 0) {
      throw new Problem(
        `The dependencies cannot be installed: ${await reasonIn(
          log,
        )}; ./slipway doctor names missing tools, ${log} has the rest`,
      );
    }
  } finally {
    clearInterval(reporter);
  }
  terminal.line(
    `Dependencies installed in ${duration(Date.now() - startedAt)}`,
  );
}

async function reasonIn(log: string): Promise<string> {
  const lines = (await readTail(log, 20_000)).split('\n');
  const errors = lines.filter(line =>
    /YN\d{4}.*(error|fail|cannot)/i.test(line),
  );
  const reason = errors.at(-1) ?? lines.findLast(line => line.trim()) ?? '';
  return reason
    .replace(/^.*?YN\d{4}:\s*/, '')
    .replace(/^[│└┌\s]+/, '')
    .trim();
}

/** Changes when an installation would. */
async function stamp(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const file of await manifests(root)) {
    hash.update(file).update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

async function manifests(root: string): Promise<string[]> {
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const group of ['packages', 'plugins']) {
    const names = await readdir(join(root, group));
    files.push(...names.sort().map(name => join(group, name, 'package.json')));
  }
  files.push('e2e/package.json', 'bench/package.json');
  const present = await Promise.all(
    files.map(file =>
      readFile(join(root, file)).then(
        () => [file],
        () => [],
      ),
    ),
  );
  return present.flat();
}
