import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { KubernetesObject } from '../kubernetes/kubernetes-object.ts';

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

/** The Kubernetes objects in the YAML files of `folder`, in the order of file names. */
export async function readObjects(folder: string): Promise<KubernetesObject[]> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  const objects: KubernetesObject[] = [];
  for (const name of names.sort()) {
    const text = await readFile(join(folder, name), 'utf8');
    for (const document of parseAllDocuments(text)) {
      const content: unknown = document.toJS();
      if (content) {
        objects.push(objectSchema.parse(content));
      }
    }
  }
  return objects;
}
