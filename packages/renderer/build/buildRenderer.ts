import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { buildArguments, goBuild } from '@slipway/go-build';

const moduleDirectory = join(import.meta.dirname, '..', 'go');
const file = 'renderer.wasm';
/** The program that is made of the library's version in go.mod; the library does not say so itself. */
const KUSTOMIZE = 'v5.8.1';

/** Options of {@link buildRenderer}. */
export interface BuildRendererOptions {
  /** Told what takes time, in a few words. */
  onProgress?(text: string): void;
  signal?: AbortSignal;
}

/**
 * Path of the compiled renderer in the user's cache.
 * @throws GoBuildError when it cannot be compiled
 */
export async function buildRenderer(
  options: BuildRendererOptions = {},
): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = await goBuild({
    ...options,
    name: 'renderer',
    subject: 'the renderer of manifests',
    moduleDirectory,
    packages: { [file]: '.' },
    environment: { GOOS: 'wasip1', GOARCH: 'wasm' },
    arguments: ['-buildmode=c-shared', ...buildArguments(await versions())],
    cacheDir: join(cache, 'slipway'),
  });
  return join(folder, file);
}

/** Charts and labels may show which version renders them; the released programs have theirs from the linker, too. */
async function versions(): Promise<Record<string, string>> {
  const text = await readFile(join(moduleDirectory, 'go.mod'), 'utf8');
  const helm = /^\s+helm\.sh\/helm\/v3 (v\S+)/m.exec(text)?.[1];
  return {
    ...(helm && { 'helm.sh/helm/v3/internal/version.version': helm }),
    'sigs.k8s.io/kustomize/api/provenance.version': KUSTOMIZE,
  };
}
