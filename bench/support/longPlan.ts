import { stringify } from 'yaml';

const COMPONENTS = 40;
const OBJECTS = 10;
const VARIABLES = 17;
const CHANGED_EVERY = 3;
const NOW = new Date().toISOString();
const nothing = { replicas: 0, cpuMillis: 0, memoryMiB: 0 };

/** The number of the pull request that the plan is of. */
export const NUMBER = 12;

/** A release of forty components at once: half of its objects are new, in the others every third variable changes. */
export function makeLongPlan() {
  const overlays = Array.from({ length: COMPONENTS }, (_, at) =>
    makeOverlay(`service-${at}`),
  );
  const plan = {
    id: 'long',
    base: '0'.repeat(40),
    head: '1'.repeat(40),
    createdAt: NOW,
    verdict: {
      level: 'attention',
      reasons: overlays.map(({ overlay }) => ({
        level: 'attention',
        kind: 'policy',
        message: `${overlay.component} has no memory limit`,
        fix: 'Set resources.limits.memory.',
        overlay: overlay.path,
      })),
    },
    overlays: overlays.map(({ overlay }) => overlay),
    untouched: 0,
    projects: [],
    findings: [],
    otherFiles: [],
  };
  const manifests = new Map(
    overlays.map(one => [one.overlay.path, one.manifests]),
  );
  const lines = [...manifests.values()]
    .flat()
    .reduce((sum, { after }) => sum + linesOf(after), 0);
  return { plan, manifests, lines };
}

/** The pull request that the plan is of; the queue shows its first half. */
export function makeReview(commit: string) {
  return {
    number: NUMBER,
    title: 'Release everything',
    url: `http://forge.example/acme/infra-gitops/pull/${NUMBER}`,
    state: 'open',
    draft: false,
    author: 'casey',
    createdAt: NOW,
    updatedAt: NOW,
    branch: 'release',
    commit,
    components: ['service-0'],
    environments: ['prod'],
    plan: 'ready',
    verdict: 'attention',
    checks: 'success',
    approvals: 0,
    reviewers: [],
    body: '',
    base: 'main',
    commits: [
      { sha: commit, message: 'Release everything', author: 'casey', at: NOW },
    ],
    events: [],
    checkRuns: [],
    merge: { state: 'mergeable' },
  };
}

function makeOverlay(component: string) {
  const namespace = `${component}-prod`;
  const objects = Array.from({ length: OBJECTS }, (_, at) =>
    makeObject(namespace, `worker-${at}`, at % 2 === 0),
  );
  return {
    overlay: {
      path: `apps/${component}/overlays/prod`,
      component,
      environment: 'prod',
      application: namespace,
      clusters: ['yc', 'vk'],
      clustersRemoved: [],
      clustersAdded: [],
      change: 'changed',
      sync: { automated: false, prune: true, selfHeal: true },
      version: { before: '1.0.0', after: '1.1.0' },
      objects: objects.map(({ object }) => object),
      hosts: { claimed: [], released: [] },
      namespaces: { added: [], removed: [] },
      cost: { before: nothing, after: nothing },
      findings: [],
    },
    manifests: objects.map(({ manifests }) => manifests),
  };
}

function makeObject(namespace: string, name: string, added: boolean) {
  const id = `apps/Deployment/${namespace}/${name}`;
  const after = deployment(namespace, name, '1.1.0');
  const before = added ? undefined : deployment(namespace, name, '1.0.0');
  const changed = 1 + Math.ceil(VARIABLES / CHANGED_EVERY);
  return {
    object: {
      id,
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace,
      name,
      change: added ? 'added' : 'changed',
      fields: added
        ? []
        : [
            {
              path: `spec.template.spec.containers[name=${name}].image`,
              before: `${name}:1.0.0`,
              after: `${name}:1.1.0`,
            },
          ],
      lines: added
        ? { added: linesOf(after), removed: 0 }
        : { added: changed, removed: changed },
    },
    manifests: { id, before, after },
  };
}

function deployment(namespace: string, name: string, version: string): string {
  return stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: {
        spec: {
          containers: [
            {
              name,
              image: `${name}:${version}`,
              env: Array.from({ length: VARIABLES }, (_, at) => ({
                name: `VARIABLE_${at}`,
                value: at % CHANGED_EVERY ? `value ${at}` : `since ${version}`,
              })),
            },
          ],
        },
      },
    },
  });
}

function linesOf(text: string): number {
  return text.trimEnd().split('\n').length;
}
