import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { renderGitOps, writeFiles } from './render.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';
import { execute, tool } from './tools.ts';
import { gitOpsValues } from './values.ts';

/** An object as Helm or Kustomize prints it. */
export interface Manifest {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels: Record<string, string>;
    annotations?: Record<string, string>;
  };
  data?: Record<string, string>;
  spec?: Record<string, unknown>;
}

/** The specification of a Deployment or a Job, as far as tests look at it. */
export interface Pods {
  replicas?: number;
  strategy: Record<string, unknown>;
  selector: { matchLabels: Record<string, string> };
  template: {
    metadata: {
      labels: Record<string, string>;
      annotations: Record<string, string>;
    };
    spec: {
      securityContext: Record<string, unknown>;
      topologySpreadConstraints: { labelSelector: unknown }[];
      containers: {
        image: string;
        args?: string[];
        env?: { name: string; valueFrom: unknown }[];
        lifecycle: unknown;
        securityContext: unknown;
        resources: unknown;
        volumeMounts: { name: string; mountPath: string }[];
      }[];
    };
  };
}

/** Values of the chart. */
export type Values = Record<string, unknown>;

/** A new GitOps repository, which has the chart. */
export const gitOpsFiles = await renderGitOps(gitOpsValues);

/** What an image is pinned by. */
export const digest = `sha256:${'a'.repeat(64)}`;

/** A release layer. */
export const image = { repository: 'ghcr.io/acme/shop', tag: '1.4.2', digest };

/** Values with every option. */
export const everything = {
  image,
  system: 'commerce',
  replicas: 2,
  config: { LOG_LEVEL: 'debug' },
  secretEnv: [{ name: 'API_TOKEN', secret: 'shop-api', key: 'token' }],
  ingress: { enabled: true, host: 'shop.example.com' },
  podDisruptionBudget: { enabled: true },
  autoscaling: { enabled: true },
  monitoring: {
    enabled: true,
    ruleGroups: [{ name: 'shop', rules: [{ alert: 'Down', expr: 'up == 0' }] }],
    dashboards: { 'shop.json': '{}' },
  },
  media: { enabled: true, accessMode: 'ReadWriteMany' },
  postgresql: { enabled: true },
  migrations: { enabled: true },
};

/** The chart in a repository of its own, and a way to render it with values of a component. */
export async function chart(context: TestContext) {
  const directory = await temporaryDirectory(context);
  await writeFiles(directory, gitOpsFiles);
  const helm = await tool('helm');
  const write = async (path: string, content: string) => {
    await writeFiles(directory, [{ path, content, executable: false }]);
    return join(directory, path);
  };
  const run = async (verb: string[], values: Values, namespace: string) =>
    execute(
      helm,
      [
        ...verb,
        'charts/web-app',
        ...['--namespace', namespace],
        ...['--values', await write('values.yaml', asFile(values))],
      ],
      { cwd: directory },
    );
  return {
    lint: (values: Values) =>
      run(['lint', '--strict'], values, 'test-release-dev'),
    render: async (values: Values, namespace = 'shop-prod') =>
      manifests(await run(['template', 'shop'], values, namespace)),
    /** As Argo CD does: the files in their order, each from the root of the repository. */
    renderFiles: async (layers: Record<string, unknown>) => {
      const args: string[] = [];
      for (const [path, values] of Object.entries(layers)) {
        args.push('--values', await write(path, asFile(values)));
      }
      return manifests(
        await execute(
          helm,
          [
            ...['template', 'shop', 'charts/web-app'],
            ...['--namespace', 'shop-prod', ...args],
          ],
          { cwd: directory },
        ),
      );
    },
  };
}

/** Values as a file, in the part of YAML that is JSON: what YAML cannot hold plainly is escaped. */
function asFile(values: unknown): string {
  return JSON.stringify(values).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Every object of a rendered stream. */
export function manifests(output: string): Manifest[] {
  return parseAllDocuments(output)
    .map(document => {
      assert.deepEqual(document.errors, []);
      return document.toJS() as Manifest | null;
    })
    .filter(manifest => manifest !== null);
}

/** The one object of a kind and name; fails if there is none, or more. */
export function one(
  all: readonly Manifest[],
  kind: string,
  name = 'shop',
): Manifest {
  const found = all.filter(
    ({ kind: its, metadata }) => its === kind && metadata.name === name,
  );
  assert.equal(found.length, 1, `${found.length} of ${kind} ${name}`);
  return found[0] as Manifest;
}

/** What an object that has pods says of them. */
export function pods(manifest: Manifest): Pods {
  return manifest.spec as unknown as Pods;
}

/** Kind and name of each object, sorted. */
export const names = (all: readonly Manifest[]) =>
  all.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();
