import { createForgeClient } from '../forge/createForgeClient';
import { GitOpsRepository } from '../proposal/gitOpsBase';
import type { ChangeActionOptions } from './changeActionOptions';

/** The GitOps repository of the configuration, to read and to propose to. */
export async function openRepository(
  options: Pick<
    ChangeActionOptions,
    'integrations' | 'credentials' | 'settings'
  >,
  signal?: AbortSignal,
): Promise<GitOpsRepository> {
  const { integrations, credentials, settings } = options;
  const location = settings.repository;
  const client = await createForgeClient({
    integrations,
    credentials,
    location,
    signal,
  });
  return { client, location, branch: settings.branch };
}
