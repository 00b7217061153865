import { join } from 'node:path';
import { stringify } from 'yaml';
import { writeFileAtomically } from '../system/files.ts';
import { POSTGRES_USER } from '../stack/postgres.ts';
import { GITOPS_REPOSITORY } from './gitops-repository.ts';
import type { ClusterAccess, Settings } from './settings.ts';

/** Writes the part of the portal's configuration that is particular to this stack; returns its path. */
export async function writePortalConfig(
  settings: Settings,
  renderer?: string,
): Promise<string> {
  const file = join(settings.workspace.stateDir, 'app-config.yaml');
  await writeFileAtomically(
    file,
    stringify(portalConfig(settings, renderer)),
    0o600,
  );
  return file;
}

/**
 * The configuration as data, so that no value can change its structure.
 * @param renderer - path of the compiled renderer; without it there are no plans
 */
export function portalConfig(settings: Settings, renderer?: string) {
  const { secrets, config, forgeUrl, portalUrl, clusters } = settings;
  const forgeHost = new URL(forgeUrl).host;
  return {
    app: { baseUrl: portalUrl },
    backend: {
      baseUrl: portalUrl,
      listen: { host: '127.0.0.1', port: config.ports.portal },
      cors: { origin: portalUrl },
      database: database(settings),
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: secrets.cli.token, subject: 'slipway-cli' },
            accessRestrictions: [{ plugin: 'catalog' }],
          },
        ],
      },
      workingDirectory: join(settings.workspace.stateDir, 'portal', 'work'),
    },
    integrations: {
      github: [
        {
          host: forgeHost,
          apiBaseUrl: `${forgeUrl}/api/v3`,
          rawBaseUrl: `${forgeUrl}/raw`,
          token: secrets.tokens.portal,
        },
      ],
    },
    auth: {
      providers: {
        github: {
          development: { ...secrets.oauth, enterpriseInstanceUrl: forgeUrl },
        },
      },
      // Without HTTPS a client has no address to be known by, so the command line registers itself.
      experimentalDynamicClientRegistration: {
        enabled: true,
        allowedRedirectUriPatterns: ['http://127.0.0.1:*/callback'],
      },
    },
    catalog: {
      providers: {
        github: { forge: { host: forgeHost } },
        githubOrg: { githubUrl: forgeUrl },
      },
    },
    argocd: {
      appLocatorMethods: [
        {
          type: 'config',
          instances: clusters.map(({ name, argocd }) => ({ name, ...argocd })),
        },
      ],
    },
    kubernetes: {
      clusterLocatorMethods: [
        { type: 'config', clusters: clusters.map(kubernetesCluster) },
      ],
    },
    gitops: {
      repository: `${forgeUrl}/${GITOPS_REPOSITORY.owner}/${GITOPS_REPOSITORY.name}`,
      branch: GITOPS_REPOSITORY.branch,
      refreshInterval: { seconds: 30 },
      webhookSecret: secrets.webhooks.portal,
      ...(renderer && { renderer: { wasm: renderer } }),
      clusters: clusters.map(({ name, argocd, kubernetes }) => ({
        name,
        argocd,
        kubernetes,
      })),
    },
  };
}

function kubernetesCluster({ name, kubernetes }: ClusterAccess) {
  return {
    name,
    url: kubernetes.url,
    authProvider: 'serviceAccountTokenFile',
    caFile: kubernetes.caFile,
    authMetadata: { tokenFile: kubernetes.tokenFile },
  };
}

function database({ database: kind, workspace, config, secrets }: Settings) {
  if (kind === 'sqlite') {
    return {
      client: 'better-sqlite3',
      connection: { directory: join(workspace.stateDir, 'portal', 'database') },
    };
  }
  return {
    client: 'pg',
    connection: {
      host: '127.0.0.1',
      port: config.ports.postgres,
      user: POSTGRES_USER,
      password: secrets.postgres.password,
    },
  };
}
