import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import type { Part } from '../part.ts';
import type { PartContext } from './part-context.ts';
import { serviceAccountAccess } from './service-account-part.ts';

/** One component of Argo CD, before what all of them share is added. */
export interface ArgocdComponent extends Required<
  Pick<Part, 'args' | 'ports' | 'after' | 'ready'>
> {
  /** The name upstream gives the component; also that of its service account. */
  program: string;
  env?: Part['env'];
}

/** A component that calls the API server, with its own service account. */
export function argocdPart(
  context: PartContext,
  component: ArgocdComponent,
): Part {
  const { part } = context;
  const base = localArgocdPart(context, component);
  const { kubeconfig, prepare } = serviceAccountAccess(context, {
    namespace: 'argocd',
    name: component.program,
  });
  return {
    ...base,
    args: [`--kubeconfig=${kubeconfig}`, '--namespace=argocd', ...base.args],
    env: {
      ...base.env,
      KUBECONFIG: kubeconfig,
      // Makes https://kubernetes.default.svc mean this cluster outside a pod.
      ARGOCD_FAKE_IN_CLUSTER: 'true',
    },
    after: [...component.after, part('kube-apiserver')],
    prepare: async () => {
      await base.prepare();
      await prepare();
    },
  };
}

/** A component that needs no API server. */
export function localArgocdPart(
  { cluster, tools, files, part }: PartContext,
  { program, args, ...component }: ArgocdComponent,
): Part & Required<Pick<Part, 'prepare'>> {
  const folder = join(files.argocd, program);
  const { argocd, helm, kustomize } = tools.binaries;
  const path = [argocd, kustomize, helm].map(binary => dirname(binary));
  return {
    ...component,
    name: part(program),
    command: join(dirname(argocd), program),
    args: [...args, '--loglevel=warn'],
    cwd: folder,
    env: {
      GOGC: '50',
      ARGOCD_GPG_ENABLED: 'false',
      ARGOCD_TLS_DATA_PATH: folder,
      ARGOCD_SSH_DATA_PATH: folder,
      ARGOCD_ASK_PASS_SOCK: socketPath(folder),
      REDIS_PASSWORD: cluster.secrets.redisPassword,
      TMPDIR: folder,
      PATH: [...new Set(path), process.env.PATH].join(delimiter),
      ...component.env,
    },
    prepare: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
    },
  };
}

/** Short, for the system limits a socket's path to about 100 characters. */
function socketPath(folder: string): string {
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return join(tmpdir(), `slipway-${id}.sock`);
}
