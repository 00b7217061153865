import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { UpOptions } from '../stack/options.ts';
import { writeFileAtomically } from '../system/files.ts';
import type { Workspace } from '../workspace.ts';
import type { Config } from './config.ts';
import type { ClusterAccess } from './settings.ts';

const kubeconfigSchema = z.looseObject({
  clusters: z.array(
    z.looseObject({
      name: z.string(),
      cluster: z.looseObject({
        server: z.url(),
        'certificate-authority': z.string().optional(),
        'certificate-authority-data': z.base64().optional(),
      }),
    }),
  ),
  users: z.array(
    z.looseObject({
      name: z.string(),
      user: z.looseObject({
        token: z.string().optional(),
        tokenFile: z.string().optional(),
      }),
    }),
  ),
  contexts: z.array(
    z.looseObject({
      name: z.string(),
      context: z.looseObject({ cluster: z.string(), user: z.string() }),
    }),
  ),
});

type Kubeconfig = z.infer<typeof kubeconfigSchema>;

/** Reads how to reach existing clusters: Kubernetes from a kubeconfig, Argo CD from the configuration. */
export async function existingClusters(
  workspace: Workspace,
  config: Config,
  options: Pick<UpOptions, 'kubeconfig' | 'contexts'>,
): Promise<ClusterAccess[]> {
  const file = resolve(options.kubeconfig ?? '');
  if (config.clusters.length === 0) {
    throw new Problem(
      `--kubeconfig also needs to know each Argo CD; add 'clusters: [{ name: yc, argocd: { url: …, token: … } }]' to ${workspace.configFile}`,
    );
  }
  const kubeconfig = await readKubeconfig(file);
  return Promise.all(
    config.clusters.map(async ({ name, argocd }) => ({
      name,
      argocd,
      kubernetes: await kubernetesAccess(
        workspace,
        { file, kubeconfig },
        { name, context: options.contexts[name] ?? name },
      ),
      webhooks: [`${argocd.url.replace(/\/$/, '')}/api/webhook`],
    })),
  );
}

async function readKubeconfig(file: string): Promise<Kubeconfig> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new Problem(
      `The kubeconfig ${file} cannot be read; give --kubeconfig the path of a file that exists`,
      { cause },
    );
  }
  let data: unknown;
  try {
    data = parse(text, { maxAliasCount: 0 });
  } catch {
    throw new Problem(`${file} is not YAML; give --kubeconfig a kubeconfig`);
  }
  const kubeconfig = kubeconfigSchema.safeParse(data);
  if (!kubeconfig.success) {
    const [issue] = kubeconfig.error.issues;
    throw new Problem(
      `${file} is not a kubeconfig: ${issue?.path.join('.')}: ${issue?.message}`,
    );
  }
  return kubeconfig.data;
}

async function kubernetesAccess(
  workspace: Workspace,
  { file, kubeconfig }: { file: string; kubeconfig: Kubeconfig },
  { name, context: contextName }: { name: string; context: string },
): Promise<ClusterAccess['kubernetes']> {
  const find = <T extends { name: string }>(
    list: readonly T[],
    wanted: string,
    kind: string,
  ): T => {
    const found = list.find(candidate => candidate.name === wanted);
    if (found) return found;
    throw new Problem(
      `${file} has no ${kind} '${wanted}' (it has ${
        list.map(candidate => candidate.name).join(', ') || 'none'
      }); name one with --cluster ${name}=CONTEXT`,
    );
  };
  const { context } = find(kubeconfig.contexts, contextName, 'context');
  const { cluster } = find(kubeconfig.clusters, context.cluster, 'cluster');
  const { user } = find(kubeconfig.users, context.user, 'user');
  const relative = (path: string) => resolve(dirname(file), path);
  const own = (path: string) =>
    join(workspace.stateDir, 'clusters', name, path);

  let caFile: string;
  if (cluster['certificate-authority-data']) {
    caFile = own('ca.crt');
    await writeFileAtomically(
      caFile,
      Buffer.from(cluster['certificate-authority-data'], 'base64').toString(),
    );
  } else if (cluster['certificate-authority']) {
    caFile = relative(cluster['certificate-authority']);
  } else {
    throw new Problem(
      `${file}: cluster '${context.cluster}' has no certificate authority; add certificate-authority-data`,
    );
  }

  let tokenFile: string;
  if (user.token) {
    tokenFile = own('portal.token');
    await writeFileAtomically(tokenFile, user.token, 0o600);
  } else if (user.tokenFile) {
    tokenFile = relative(user.tokenFile);
  } else {
    throw new Problem(
      `${file}: user '${context.user}' has no token; give the context a read-only service account's (kubectl create token)`,
    );
  }
  return { url: cluster.server, caFile, tokenFile };
}
