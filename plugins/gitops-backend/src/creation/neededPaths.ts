import { posix } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { z } from 'zod';

const stepsSchema = z.object({
  steps: z.array(
    z.object({
      action: z.string(),
      input: z.object({ url: z.string().optional() }).optional(),
    }),
  ),
});

/**
 * Which files of its directory a template's steps fetch: templates that lie side by side are then not read with it.
 *
 * @returns what tells of a path whether it is one; of all that they are, if an address depends on answers
 */
export function neededPaths({ spec }: Entity): (path: string) => boolean {
  const { data } = stepsSchema.safeParse(spec);
  const urls = data?.steps
    .filter(({ action }) => action === 'fetch:template')
    .map(({ input }) => input?.url ?? '');
  if (!urls || urls.some(url => !/^\.\/[\w./-]+$/.test(url))) {
    return () => true;
  }
  const directories = new Set(
    urls.map(url => posix.join(posix.normalize(url), '/')),
  );
  return path =>
    [...directories].some(
      directory => directory === './' || path.startsWith(directory),
    );
}
