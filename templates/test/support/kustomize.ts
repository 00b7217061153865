import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { renderManifests, writeFiles } from './render.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';
import { execute, tool } from './tools.ts';
import { serviceValues } from './values.ts';

/** An object that Kustomize printed, as far as tests look at it. */
export interface Manifest {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  data?: Record<string, string>;
  spec?: {
    replicas?: number;
    template?: { metadata: { labels: Record<string, string> }; spec: PodSpec };
    selector?: { matchLabels: Record<string, string> };
    ingressClassName?: string;
    rules?: {
      host: string;
      http: {
        paths: { path: string; backend: { service: { name: string } } }[];
      };
    }[];
    tls?: { hosts: string[] }[];
    maxUnavailable?: number;
    instances?: number;
    minReplicas?: number;
    scaleTargetRef?: { name: string };
    podSelector?: { matchLabels?: Record<string, string> };
    ingress?: unknown[];
    egress?: unknown[];
    strategy?: { type?: string };
    endpoints?: { port: string }[];
    groups?: { rules: { alert: string; expr: string }[] }[];
    ports?: { name: string }[];
  };
}

interface PodSpec {
  securityContext: Record<string, unknown>;
  volumes?: Record<string, unknown>[];
  containers: {
    image: string;
    args?: string[];
    env?: {
      name: string;
      valueFrom: { secretKeyRef: { name: string; key: string } };
    }[];
    resources: { requests: object; limits: object };
    readinessProbe: object;
    livenessProbe: object;
    securityContext: Record<string, unknown>;
  }[];
}

/** The objects of each environment of a service, by Kustomize. */
export async function overlays(
  context: TestContext,
  over: Parameters<typeof serviceValues>[0] & { environments?: string[] } = {},
): Promise<Map<string, Manifest[]>> {
  const environments = over.environments ?? ['dev', 'prod'];
  const name = typeof over.name === 'string' ? over.name : 'shop';
  const values = { ...serviceValues(over), name, environments };
  const directory = await temporaryDirectory(context);
  await writeFiles(directory, await renderManifests(values));
  const kustomize = await tool('kustomize');
  const result = new Map<string, Manifest[]>();
  for (const environment of environments) {
    const output = await execute(
      kustomize,
      ['build', join('apps', name, 'overlays', environment)],
      { cwd: directory },
    );
    result.set(
      environment,
      parseAllDocuments(output).map(one => one.toJS() as Manifest),
    );
  }
  return result;
}

/** The answers to the form's question for data, as the values that they become. */
export const dataOptions = {
  none: {},
  postgresql: { postgresql: true },
  'postgresql and redis': { postgresql: true, redis: true },
};

/** The wave of the sync in which an object is applied. */
export function wave({ metadata }: Manifest): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

/** The objects of one kind. */
export function ofKind(
  manifests: readonly Manifest[] | undefined,
  kind: string,
) {
  return (manifests ?? []).filter(one => one.kind === kind);
}
