import { RootConfigService } from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  parseRepositoryLocation,
  RepositoryLocation,
} from '../forge/repositoryLocation';

/** What `gitops:` in the configuration says about new components. */
export interface CreationSettings {
  repository: RepositoryLocation;
  /** The branch that clusters follow. */
  branch: string;
  organization: string;
  registry: string;
  domain: string;
  /** Web address of the portal, without a trailing slash. */
  portalUrl: string;
  /** Reference of the group that may change every component, in lower case. */
  platformGroup: string;
}

/** Reads the settings, each with its default. */
export function readCreationSettings(
  config: RootConfigService,
  integrations: ScmIntegrationRegistry,
): CreationSettings {
  const repository = parseRepositoryLocation(
    config.getString('gitops.repository'),
    integrations,
  );
  const organization =
    config.getOptionalString('gitops.create.organization') ?? repository.owner;
  return {
    repository,
    branch: config.getOptionalString('gitops.branch') ?? 'main',
    organization,
    registry:
      config.getOptionalString('gitops.create.registry') ??
      `ghcr.io/${organization}`,
    domain: config.getOptionalString('gitops.create.domain') ?? 'localhost',
    portalUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
    platformGroup: (
      config.getOptionalString('gitops.permissions.platformGroup') ??
      'group:default/platform'
    ).toLowerCase(),
  };
}
