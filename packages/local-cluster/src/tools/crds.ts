import { createHash } from 'node:crypto';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
} from 'node:fs/promises';
import { join } from 'node:path';
import { GoBuildError, moduleFolder } from '@slipway/go-build';

/** The Go module that pins where the CRDs come from, beside those that are written by hand. */
export const crdsDirectory = join(import.meta.dirname, '..', '..', 'crds');

const timeoutMs = 5 * 60_000;
const handwritten = ['postgresql.cnpg.io_clusters.yaml'];

/** Which files of which module are wanted: the kinds that a service's own overlay may hold. */
const published = [
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    from: 'example/prometheus-operator-crd',
    files: [
      'monitoring.coreos.com_prometheusrules.yaml',
      'monitoring.coreos.com_servicemonitors.yaml',
    ],
  },
  {
    module: 'github.com/external-secrets/external-secrets',
    from: 'config/crds/bases',
    files: [
      'external-secrets.io_externalsecrets.yaml',
      'external-secrets.io_secretstores.yaml',
      'generators.external-secrets.io_passwords.yaml',
    ],
  },
  {
    module: 'github.com/cert-manager/cert-manager',
    from: 'deploy/crds',
    files: ['cert-manager.io_certificates.yaml'],
  },
];

/** Where the CRDs of this checkout are kept in `cacheDir`, whether or not they are there yet. */
export async function crdsFolder(cacheDir: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(published));
  for (const name of ['go.mod', 'go.sum', ...handwritten]) {
    hash.update(await readFile(join(crdsDirectory, name)));
  }
  return join(cacheDir, 'crds', hash.digest('hex').slice(0, 16));
}

/**
 * Downloads the modules and copies their CRDs into `folder`, which appears when it is complete.
 * They are apart from the programs, whose compilation no change of a CRD should repeat.
 */
export async function copyCrds(
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(join(folder, '..'), { recursive: true });
  const temporary = await mkdtemp(`${folder}.`);
  try {
    for (const { module, from, files } of published) {
      const root = await download(module, signal);
      for (const file of files) {
        await copyFile(join(root, from, file), join(temporary, file));
      }
    }
    for (const file of handwritten) {
      await copyFile(join(crdsDirectory, file), join(temporary, file));
    }
    await rename(temporary, folder).catch(unlessThere);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Another checkout with other programs may have finished the same folder meanwhile. */
function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') {
    throw error;
  }
}

async function download(module: string, signal?: AbortSignal): Promise<string> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  try {
    return await moduleFolder(module, {
      directory: crdsDirectory,
      signal: either,
    });
  } catch (cause) {
    if (signal?.aborted || cause instanceof GoBuildError) {
      throw cause;
    }
    throw new GoBuildError(
      `The CRDs of ${module} could not be downloaded; check the network and GOPROXY, and run this again`,
      { cause },
    );
  }
}
