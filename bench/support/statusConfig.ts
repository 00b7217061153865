import { REPOSITORY } from './servers.ts';
import type { PostgresConnection } from './postgres.ts';
import { CLUSTERS } from './statusFleet.ts';

/** The API of a cluster. */
export interface KubernetesApi {
  name: string;
  url: string;
  tokenFile: string;
}

/** What a portal that shows what runs is configured with. */
export interface StatusConfigOptions {
  forge: { url: string; token: string };
  /** Argo CDs by cluster, in order; none for an empty portal. */
  upstreams: readonly { url: string }[];
  /** File with the catalog's entities. */
  entities?: string;
  /** APIs of clusters, in place of Argo CDs. */
  kubernetes?: readonly KubernetesApi[];
  /** Without it, databases are SQLite in memory. */
  postgres?: PostgresConnection;
}

/** What differs from one portal to the next. */
export interface PortalOwn {
  url: string;
  port: number;
  token: string;
  webhookSecret: string;
  dataDir: string;
}

/** The configuration of a portal that shows what runs, and of the peers beside it. */
export function statusConfig(
  options: StatusConfigOptions,
  own: PortalOwn,
): object {
  const { forge, upstreams, entities, kubernetes = [] } = options;
  const instances = upstreams.map((one, at) => ({
    name: CLUSTERS[at],
    argocd: { url: one.url, token: 'any' },
  }));
  return {
    app: { baseUrl: own.url },
    backend: {
      baseUrl: own.url,
      listen: { host: '127.0.0.1', port: own.port },
      database: database(options.postgres, own.port),
      auth: {
        externalAccess: [
          {
            type: 'static',
            options: { token: own.token, subject: 'bench' },
          },
        ],
      },
    },
    integrations: {
      github: [
        {
          host: new URL(forge.url).host,
          apiBaseUrl: `${forge.url}/api/v3`,
          token: forge.token,
        },
      ],
    },
    catalog: {
      rules: [{ allow: ['Component'] }],
      locations: entities ? [{ type: 'file', target: entities }] : [],
    },
    argocd: {
      appLocatorMethods: [
        {
          type: 'config',
          instances: instances.map(({ name, argocd }) => ({ name, ...argocd })),
        },
      ],
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: kubernetes.map(({ name, url }) => ({
            name,
            url,
            authProvider: 'serviceAccount',
            serviceAccountToken: 'any',
            skipMetricsLookup: true,
          })),
        },
      ],
    },
    gitops: {
      repository: `${forge.url}/${REPOSITORY}`,
      branch: 'main',
      refreshInterval: { hours: 1 },
      webhookSecret: own.webhookSecret,
      dataDir: own.dataDir,
      clusters:
        kubernetes.length > 0
          ? kubernetes.map(({ name, ...api }) => ({ name, kubernetes: api }))
          : instances,
    },
  };
}

/** Portals share a server, but no database. */
function database(postgres: PostgresConnection | undefined, port: number) {
  return postgres
    ? { client: 'pg', connection: postgres, prefix: `bench_${port}_` }
    : { client: 'better-sqlite3', connection: ':memory:' };
}
