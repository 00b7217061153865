import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const names = z.record(z.string(), z.unknown()).default({});

const manifestSchema = z.looseObject({
  name: z.string().optional(),
  version: z.string().optional(),
  license: z
    .union([z.string(), z.looseObject({ type: z.string() })])
    .optional()
    .catch(undefined),
  licenses: z
    .union([
      z.array(z.union([z.string(), z.looseObject({ type: z.string() })])),
      z.string(),
    ])
    .optional()
    .catch(undefined),
  dependencies: names,
  optionalDependencies: names,
});

type Manifest = z.infer<typeof manifestSchema>;

/** One package of the product, and the licence it names. */
export interface LicensedPackage {
  name: string;
  version: string;
  license: string;
}

/** The packages that the product is made of: the production dependencies of all workspaces, with theirs. The workspaces themselves are ours. */
export async function productionPackages(
  root: string,
): Promise<LicensedPackage[]> {
  const found = new Map<string, LicensedPackage>();
  const pending: { directory: string; name: string }[] = [];
  const visited = new Set<string>();

  const enqueue = (directory: string, manifest: Manifest) => {
    for (const name of [
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.optionalDependencies),
    ]) {
      pending.push({ directory, name });
    }
  };
  const own = new Set<string>();
  for (const workspace of await workspaceDirectories(root)) {
    const manifest = await readManifest(workspace);
    if (!manifest) continue;
    if (manifest.name) own.add(manifest.name);
    enqueue(workspace, manifest);
  }
  for (let entry = pending.pop(); entry; entry = pending.pop()) {
    const directory = await locate(entry.directory, entry.name, root);
    if (!directory || visited.has(directory) || own.has(entry.name)) continue;
    visited.add(directory);
    const manifest = await readManifest(directory);
    if (!manifest) continue;
    const { name = entry.name, version = '' } = manifest;
    found.set(`${name}@${version}`, {
      name,
      version,
      license: licenseOf(manifest),
    });
    enqueue(directory, manifest);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

async function workspaceDirectories(root: string): Promise<string[]> {
  const groups = await Promise.all(
    ['packages', 'plugins'].map(async group =>
      (await readdir(join(root, group))).map(name => join(root, group, name)),
    ),
  );
  return [...groups.flat(), join(root, 'templates')];
}

/** Finds a dependency as Node does: in the nearest node_modules upwards. */
async function locate(
  from: string,
  name: string,
  root: string,
): Promise<string | undefined> {
  for (let current = from; ; current = dirname(current)) {
    const candidate = join(current, 'node_modules', name);
    if (await readManifest(candidate)) return candidate;
    if (current === root || current === dirname(current)) return undefined;
  }
}

async function readManifest(directory: string): Promise<Manifest | undefined> {
  const text = await readFile(join(directory, 'package.json'), 'utf8').catch(
    () => undefined,
  );
  return text === undefined
    ? undefined
    : manifestSchema.parse(JSON.parse(text));
}

function licenseOf({ license, licenses }: Manifest): string {
  const nameOf = (value: string | { type: string }) =>
    typeof value === 'string' ? value : value.type;
  if (license) return nameOf(license);
  if (typeof licenses === 'string') return licenses;
  if (licenses?.length) return `(${licenses.map(nameOf).join(' OR ')})`;
  return 'none named';
}
