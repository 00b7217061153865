import { access, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  compile,
  markUsed,
  pruneVersions,
  requireGo,
  withLock,
} from '@slipway/go-build';
import { copyAssets } from './assets.ts';
import { toolArguments } from './build-arguments.ts';
import { catalogue, moduleDirectory, pinnedVersions } from './catalogue.ts';
import { copyCrds, crdsFolder } from './crds.ts';
import { findOnPath } from './on-path.ts';
import { describeProgress, type ToolsProgress } from './progress.ts';
import { toolNames, type ToolName, type Tools } from './tools.ts';
import { versionKey } from './version-key.ts';
import { watchBinaries } from './watch-binaries.ts';

/** Options of {@link ensureTools}. */
export interface EnsureToolsOptions {
  /** Folder for caches of this program, such as `~/.cache/slipway`. */
  cacheDir: string;
  onProgress(event: ToolsProgress): void;
  signal?: AbortSignal;
}

/**
 * The cluster's programs: from PATH where the right version is there, else from
 * the cache, else compiled into it. Several processes may ask at once; one builds.
 * @throws GoBuildError when Go is missing or too old, or the build fails
 */
export async function ensureTools(options: EnsureToolsOptions): Promise<Tools> {
  const { cacheDir, onProgress, signal } = options;
  const startedAt = Date.now();
  const tell = (state: ToolsProgress['state'], tool?: string) =>
    onProgress(describeProgress(state, tool, Date.now() - startedAt));

  const folder = join(cacheDir, 'tools', await versionKey());
  const crds = await crdsFolder(cacheDir);
  await mkdir(join(folder, 'bin'), { recursive: true });
  const onPath = await binariesOnPath();
  const found = await tools(folder, crds, onPath);
  await markUsed(folder);
  if (found) {
    return found;
  }
  const onWait = () => tell('waiting');
  return withLock(`${folder}.lock`, { onWait, signal }, async () => {
    const builtMeanwhile = await tools(folder, crds, onPath);
    if (builtMeanwhile) {
      return builtMeanwhile;
    }
    await requireGo(moduleDirectory);
    const temporary = await mkdtemp(`${folder}.`);
    try {
      if (!(await exists(join(folder, 'assets')))) {
        tell('downloading');
        await copyAssets(join(temporary, 'assets'), signal);
        await rename(join(temporary, 'assets'), join(folder, 'assets'));
      }
      if (!(await exists(crds))) {
        tell('downloading');
        await copyCrds(crds, signal);
      }
      const missing: ToolName[] = [];
      for (const tool of toolNames) {
        const there = onPath.has(tool) || (await exists(binary(folder, tool)));
        if (!there) {
          missing.push(tool);
        }
      }
      if (missing.length > 0) {
        tell('compiling', missing.join(', '));
        const stop = watchBinaries(temporary, missing, tool =>
          tell('compiled', tool),
        );
        try {
          await compile({
            subject: 'the cluster tools',
            directory: moduleDirectory,
            packages: missing.map(tool => catalogue[tool].package),
            arguments: toolArguments(await pinnedVersions()),
            output: `${temporary}/`,
            log: join(folder, 'build.log'),
            signal,
          });
        } finally {
          stop();
        }
        for (const tool of missing) {
          await publish(temporary, folder, tool);
        }
      }
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
    const built = await tools(folder, crds, onPath);
    if (!built) {
      throw new Error(`${folder} is incomplete; remove it and run this again`);
    }
    await pruneVersions(join(cacheDir, 'tools'));
    tell('ready');
    return built;
  });
}

/** The tools, if all of them are in `folder` or on PATH, and the CRDs in `crds`. */
async function tools(
  folder: string,
  crds: string,
  onPath: ReadonlyMap<ToolName, string>,
): Promise<Tools | undefined> {
  const binaries: Partial<Record<ToolName, string>> = {};
  for (const tool of toolNames) {
    const path = onPath.get(tool) ?? binary(folder, tool);
    if (!(await exists(path))) {
      return undefined;
    }
    binaries[tool] = path;
  }
  const assets = join(folder, 'assets');
  const complete = (await exists(assets)) && (await exists(crds));
  return complete
    ? { binaries: binaries as Record<ToolName, string>, assets, crds }
    : undefined;
}

async function binariesOnPath(): Promise<Map<ToolName, string>> {
  const versions = await pinnedVersions();
  const found = await Promise.all(
    toolNames.map(
      async tool => [tool, await findOnPath(tool, versions.get(tool))] as const,
    ),
  );
  return new Map(found.flatMap(([tool, path]) => (path ? [[tool, path]] : [])));
}

/** Moves a finished binary into the cache, after the names that lead to it. */
async function publish(
  from: string,
  folder: string,
  tool: ToolName,
): Promise<void> {
  const { builtAs = tool, links = [] } = catalogue[tool];
  for (const link of links) {
    await rm(join(folder, 'bin', link), { force: true });
    await symlink(tool, join(folder, 'bin', link));
  }
  await rename(join(from, builtAs), binary(folder, tool));
}

function binary(folder: string, tool: ToolName): string {
  return join(folder, 'bin', tool);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
