import { z } from 'zod';
import {
  applicationListSchema,
  type applicationSchema,
} from './applicationList';

const versionSchema = z.object({ Version: z.string() });

/** @throws `TypeError` if a reply is no list of Applications */
export function parseList(
  reply: unknown,
  cluster: string,
): z.infer<typeof applicationSchema>[] {
  const parsed = applicationListSchema.safeParse(reply);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TypeError(
      `Argo CD of ${cluster} answered what is no list of Applications (${[
        ...issue.path,
        issue.message,
      ].join(' ')}); check gitops.clusters[].argocd.url`,
    );
  }
  return parsed.data.items ?? [];
}

/** @throws `TypeError` if a reply is not that of Argo CD about itself */
export function parseVersion(reply: unknown, cluster: string): void {
  if (!versionSchema.safeParse(reply).success) {
    throw new TypeError(
      `What answers for Argo CD of ${cluster} does not say its version; check gitops.clusters[].argocd.url`,
    );
  }
}
