import { createHash } from 'node:crypto';
import type { FileTree } from '../types';

/** A tree in memory that tells which contents were read. */
export interface TestTree extends FileTree {
  /** Paths in the order in which their contents were read. */
  readonly read: FileTree['read'];
  readonly readPaths: string[];
}

/** A tree of texts; one that begins with `→` stands for a symbolic link. */
export function treeOf(texts: Readonly<Record<string, string>>): TestTree {
  const entries = Object.entries(texts).map(([path, text]) => {
    const oid = createHash('sha1').update(text).digest('hex');
    const size = Buffer.byteLength(text);
    return { path, text, oid, size, regular: !text.startsWith('→') };
  });
  const readPaths: string[] = [];
  return {
    files: new Map(entries.map(entry => [entry.path, entry])),
    readPaths,
    async read(oids) {
      return oids.map(oid => {
        const entry = entries.find(candidate => candidate.oid === oid);
        if (!entry) throw new Error(`There is no content ${oid}`);
        readPaths.push(entry.path);
        return entry.text;
      });
    },
  };
}

/** A component with a base and two overlays. */
export function component(
  name: string,
  { replicas = 1, base = '../../base' } = {},
): Record<string, string> {
  const overlay = (environment: string) =>
    `namespace: ${name}-${environment}\nresources: [${base}]\n`;
  return {
    [`apps/${name}/base/kustomization.yaml`]: 'resources: [deployment.yaml]\n',
    [`apps/${name}/base/deployment.yaml`]: [
      'apiVersion: apps/v1',
      'kind: Deployment',
      `metadata: { name: ${name} }`,
      `spec: { replicas: ${replicas} }`,
      '',
    ].join('\n'),
    [`apps/${name}/overlays/dev/kustomization.yaml`]: overlay('dev'),
    [`apps/${name}/overlays/prod/kustomization.yaml`]: overlay('prod'),
  };
}
