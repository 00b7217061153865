import { join } from 'node:path';
import { clusterParts, bootstrapCluster } from '@slipway/local-cluster';
import type { ClusterOptions, Tools } from '@slipway/local-cluster';
import pRetry from 'p-retry';
import { describeError } from '../problem.ts';
import { CLUSTER_PORTS } from '../setup/config.ts';
import { ensureGitOpsRepository } from '../setup/gitops-repository.ts';
import type { Prepared } from '../setup/prepare.ts';
import type { Settings } from '../setup/settings.ts';
import { deferred } from '../supervisor/deferred.ts';
import type { ClusterState } from '../supervisor/state.ts';
import type { Supervisor } from '../supervisor/supervisor.ts';
import { requireDiskSpace } from '../system/disk.ts';
import { buildApp } from './app-build.ts';
import { forgePart } from './forge.ts';
import { bootstrapOptions } from './local-clusters.ts';
import { portalPart } from './portal.ts';
import { postgresPart } from './postgres.ts';
import { buildRenderer } from './renderer-build.ts';
import { untilPeopleCanSignIn } from './sign-in.ts';
import { Steps } from './steps.ts';
import { prepareTools } from './tools-process.ts';

const STATE_GIB = 1;
const TOOLS_GIB = 5;

/** Brings up what `prepare` decided on: what a person waits for first, the clusters beside and after it. */
export class Stack {
  readonly settings: Settings;
  readonly steps: Steps;
  readonly clusters: ClusterState[];
  readonly #own: readonly ClusterOptions[];
  readonly #supervisor: Supervisor;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;
  readonly #repository = deferred();

  constructor(
    { settings, clusters }: Prepared,
    supervisor: Supervisor,
    options: { changed: () => void; signal: AbortSignal },
  ) {
    this.settings = settings;
    this.#own = clusters;
    this.#supervisor = supervisor;
    this.#changed = options.changed;
    this.#signal = options.signal;
    this.steps = new Steps(options.changed);
    this.clusters = settings.clusters.map(({ name, argocd, kubernetes }) => ({
      name,
      status: clusters.length > 0 ? 'building' : 'ready',
      kubernetesUrl: kubernetes.url,
      argocdUrl: argocd.url,
    }));
  }

  /** Settles when the portal can be used. */
  async startPortal(): Promise<void> {
    const { workspace, portalUrl, database, config, secrets } = this.settings;
    await requireDiskSpace(workspace.stateDir, STATE_GIB, 'the portal');
    const [renderer] = await Promise.all([
      this.#buildRenderer(),
      this.steps.run({ id: 'forge', title: 'Start the forge' }, async step => {
        await this.#supervisor.add([await forgePart(this.settings)]);
        await this.#supervisor.ready('forge');
        step.detail('creating the GitOps repository');
        await ensureGitOpsRepository(this.settings);
        this.#repository.resolve();
      }),
      database === 'postgres' &&
        this.steps.run(
          { id: 'postgres', title: 'Start PostgreSQL' },
          async () => {
            const part = await postgresPart({
              stateDir: workspace.stateDir,
              port: config.ports.postgres,
              password: secrets.postgres.password,
            });
            await this.#supervisor.add([part]);
            await this.#supervisor.ready('postgres');
          },
        ),
      this.#buildApp(),
    ]);
    await this.steps.run(
      { id: 'portal', title: `Start the portal at ${portalUrl}` },
      async step => {
        await this.#supervisor.add([await portalPart(this.settings, renderer)]);
        await this.#supervisor.ready('portal');
        step.detail('reading people from the forge');
        await untilPeopleCanSignIn(this.settings, this.#signal);
      },
    );
  }

  /** Settles when every cluster of ours is ready; one that fails does not keep another from it. */
  async startClusters(): Promise<void> {
    if (this.#own.length === 0) return;
    for (const cluster of this.clusters) {
      if (cluster.status === 'failed') this.#show(cluster.name, 'building');
    }
    let tools: Tools;
    try {
      tools = await this.#prepareTools();
    } catch (error) {
      for (const { name } of this.#own) this.#show(name, 'failed', error);
      throw error;
    }
    const started = await Promise.allSettled(
      this.#own.map(cluster => this.#startCluster(cluster, tools)),
    );
    const failed = started.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  #buildApp(): Promise<unknown> {
    const log = join(this.settings.workspace.logsDir, 'app-build.log');
    return this.steps.run({ id: 'app', title: 'Build the pages', log }, () =>
      buildApp(this.settings.workspace, log, this.#signal),
    );
  }

  /** Without the renderer there are no plans; everything else works, so a failure is only shown. */
  async #buildRenderer(): Promise<string | undefined> {
    const { workspace } = this.settings;
    const log = join(workspace.logsDir, 'renderer-build.log');
    const info = { id: 'renderer', title: 'Build the renderer', log };
    try {
      return await this.steps.run(info, step =>
        buildRenderer({
          workspace,
          log,
          progress: step.detail,
          signal: this.#signal,
        }),
      );
    } catch (error) {
      console.error(error);
      return undefined;
    }
  }

  #prepareTools(): Promise<Tools> {
    const { workspace } = this.settings;
    const log = join(workspace.logsDir, 'tools.log');
    return this.steps.run(
      { id: 'tools', title: 'Make the cluster tools', log },
      async step => {
        await requireDiskSpace(workspace.cacheDir, TOOLS_GIB, 'compiling');
        return prepareTools({
          workspace,
          log,
          progress: step.detail,
          signal: this.#signal,
        });
      },
    );
  }

  async #startCluster(cluster: ClusterOptions, tools: Tools): Promise<void> {
    const { name } = cluster;
    this.#show(name, 'starting');
    try {
      await this.steps.run(
        { id: `cluster-${name}`, title: `Start cluster ${name}` },
        async step => {
          const parts = clusterParts(cluster, tools);
          await this.#supervisor.add(parts);
          await this.#supervisor.ready(`${name}/kube-apiserver`);
          // Argo CD looks at once, and not again for minutes when there is nothing to see.
          step.detail('waiting for the GitOps repository');
          await this.#repository.promise;
          step.detail('setting up Argo CD');
          // Idempotent, and the one step that a busy API server could spoil for the whole run.
          await pRetry(
            () =>
              bootstrapCluster(
                cluster,
                tools,
                bootstrapOptions(this.settings, name),
              ),
            {
              retries: 4,
              signal: this.#signal,
              onFailedAttempt: error =>
                step.detail(
                  `setting up Argo CD again: ${describeError(error)}`,
                ),
            },
          );
          step.detail('waiting for all parts');
          await this.#supervisor.ready(...parts.map(part => part.name));
        },
      );
      this.#show(name, 'ready');
    } catch (error) {
      this.#show(name, 'failed', error);
      throw error;
    }
  }

  #show(name: string, status: ClusterState['status'], error?: unknown): void {
    const cluster = this.clusters.find(candidate => candidate.name === name);
    if (!cluster) return;
    cluster.status = status;
    cluster.error = error === undefined ? undefined : describeError(error);
    this.#changed();
  }
}

/** Every port that this stack is going to use, to be checked before anything is started. */
export function portsOf({ settings, clusters }: Prepared) {
  const { ports } = settings.config;
  return [
    { port: ports.forge, part: 'forge', setting: 'forge' },
    { port: ports.portal, part: 'portal', setting: 'portal' },
    ...(settings.database === 'postgres'
      ? [{ port: ports.postgres, part: 'postgres', setting: 'postgres' }]
      : []),
    ...clusters.flatMap(({ name, basePort }) =>
      Array.from({ length: CLUSTER_PORTS }, (_, offset) => ({
        port: basePort + offset,
        part: `cluster ${name}`,
        setting: name,
      })),
    ),
  ];
}
