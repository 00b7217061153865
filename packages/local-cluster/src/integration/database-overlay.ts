import { stringify } from 'yaml';
import { overlay } from './gitops-files.ts';

/** The dev overlay of a component with a database, a generated secret, migrations and alerts. */
export function databaseOverlay(component: string): Record<string, string> {
  const folder = `apps/${component}/overlays/dev`;
  const files = overlay(component);
  const objects = [
    database(component),
    password(component),
    secret(component),
    migrations(component),
    monitor(component),
    alerts(component),
  ];
  return {
    ...files,
    [`${folder}/kustomization.yaml`]: stringify({
      namespace: `${component}-dev`,
      resources: ['namespace.yaml', 'deployment.yaml', 'database.yaml'],
      patches: [
        {
          target: { kind: 'Deployment' },
          patch: stringify([
            {
              op: 'add',
              path: '/metadata/annotations',
              value: wave(2),
            },
          ]),
        },
      ],
    }),
    [`${folder}/database.yaml`]: objects
      .map(object => stringify(object))
      .join('---\n'),
  };
}

function database(name: string): object {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: `${name}-db` },
    spec: {
      instances: 1,
      storage: { size: '1Gi' },
      bootstrap: { initdb: { database: name, owner: name } },
    },
  };
}

function password(name: string): object {
  return {
    apiVersion: 'generators.external-secrets.io/v1alpha1',
    kind: 'Password',
    metadata: { name },
    spec: { length: 32, symbols: 0, noUpper: false, allowRepeat: true },
  };
}

function secret(name: string): object {
  const generatorRef = {
    apiVersion: 'generators.external-secrets.io/v1alpha1',
    kind: 'Password',
    name,
  };
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name },
    spec: {
      refreshInterval: '0',
      dataFrom: [{ sourceRef: { generatorRef } }],
    },
  };
}

function migrations(name: string): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${name}-migrate`,
      annotations: {
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        ...wave(1),
      },
    },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [
            { name: 'migrate', image: `registry.invalid/${name}:1.0.0` },
          ],
        },
      },
    },
  };
}

function monitor(name: string): object {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name },
    spec: { selector: {}, endpoints: [{ port: 'http' }] },
  };
}

function alerts(name: string): object {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name },
    spec: { groups: [{ name, rules: [{ alert: 'Down', expr: 'up == 0' }] }] },
  };
}

function wave(number: number): Record<string, string> {
  return { 'argocd.argoproj.io/sync-wave': String(number) };
}
