import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import {
  namespaceName,
  type Observation,
  type ObservedApplication,
  type Promotion,
  type VersionChange,
} from '@slipway/plugin-gitops-common';
import type { Knex } from 'knex';
import { SnapshotStore } from '../../database/SnapshotStore';
import { GitMirror } from '../../git/GitMirror';
import { HoldStore } from '../../holds/HoldStore';
import { GitOpsIndex } from '../../index/GitOpsIndex';
import { PullRequestPlanStore } from '../../reviews/PullRequestPlanStore';
import { GitFixture } from '../../testing/GitFixture';
import { GitForge } from '../../testing/GitForge';
import { PromotionEngine } from '../engine/PromotionEngine';
import type { EngineParts } from '../engine/PromotionWork';
import { GateKeeper } from '../gates/GateKeeper';
import { UngatedPullRequests } from '../gates/UngatedPullRequests';
import { UpstreamReader } from '../gates/UpstreamReader';
import { ReleaseLayers } from '../layers/ReleaseLayers';
import { PromotionQueue } from '../store/PromotionQueue';
import { PromotionStore } from '../store/PromotionStore';
import { part, promotion } from './promotion';

const ENVIRONMENTS = `apiVersion: slipway.dev/v1alpha1
kind: Environments
environments:
  - name: dev
    clusters: [yc]
    promotion: automatic
  - name: prod
    clusters: [yc, vk]
    gates: { approvals: 1 }
clusters:
  - name: yc
  - name: vk
`;

/** The release layer of a component. */
export function layerOf(component: string, tag: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: app
    newName: ghcr.io/acme/${component}
    newTag: ${tag}
`;
}

/** Files of components that name a release in dev and prod. */
export function componentFiles(names: readonly string[]) {
  const files: Record<string, string> = { 'environments.yaml': ENVIRONMENTS };
  for (const name of names) {
    files[`apps/${name}/component.yaml`] = `apiVersion: slipway.dev/v1alpha1
kind: GitOpsComponent
name: ${name}
owner: team-${name}
repository: acme/${name}
style: kustomize
images: [ghcr.io/acme/${name}]
`;
    for (const [environment, tag] of Object.entries({
      dev: '1.5.0',
      prod: '1.4.2',
    })) {
      const layer = `apps/${name}/overlays/${environment}/release/kustomization.yaml`;
      files[layer] = layerOf(name, tag);
    }
  }
  return files;
}

/** Everything that promotions are worked on with: a real repository, a database, and clusters to speak for. */
export class PromotionPortal {
  clock = Date.parse('2026-11-20T10:00:00Z');
  readonly states: string[] = [];
  /** Gates that somebody's word opened. */
  readonly overrides: string[] = [];
  readonly log = new Map<string, VersionChange[]>();
  readonly applications = new Map<string, ObservedApplication[]>();
  /** Logins of those who may override gates. */
  readonly overriders = new Set<string>();
  readonly unreachable = new Set<string>();
  readonly logger = mockServices.logger.mock();
  readonly now = () => new Date(this.clock);

  static async start(
    knex: Knex,
    components: readonly string[],
  ): Promise<PromotionPortal> {
    const directory = await mkdtemp(join(tmpdir(), 'promotions-'));
    const fixture = await GitFixture.create(join(directory, 'work'));
    await fixture.commit(componentFiles(components));
    const mirror = new GitMirror({
      directory: join(directory, 'mirror.git'),
      url: `file://${fixture.directory}`,
      branch: 'main',
      authorization: async () => undefined,
      protocols: ['file'],
    });
    const index = await GitOpsIndex.create({
      repository: {
        url: 'https://forge.example.com/acme/infra',
        cloneUrl: `file://${fixture.directory}`,
        branch: 'main',
        owner: 'acme',
        name: 'infra',
        slug: 'acme/infra',
      },
      mirror,
      store: new SnapshotStore(knex),
      logger: mockServices.logger.mock(),
    });
    await index.refresh();
    return new PromotionPortal(directory, fixture, mirror, index, knex);
  }

  readonly forge: GitForge;
  readonly holds: HoldStore;
  readonly store: PromotionStore;
  readonly queue: PromotionQueue;
  readonly plans: PullRequestPlanStore;
  readonly layers: ReleaseLayers;
  readonly gates: GateKeeper;
  readonly upstream: UpstreamReader;
  readonly ungated: UngatedPullRequests;

  private constructor(
    private readonly directory: string,
    readonly fixture: GitFixture,
    readonly mirror: GitMirror,
    readonly index: GitOpsIndex,
    knex: Knex,
  ) {
    const repository = 'https://forge.example.com/acme/infra';
    this.forge = new GitForge(fixture);
    this.holds = new HoldStore(knex, repository);
    this.store = new PromotionStore(knex, repository, this.holds);
    this.queue = new PromotionQueue(knex, repository);
    this.plans = new PullRequestPlanStore(knex, repository);
    this.layers = new ReleaseLayers({ mirror, index });
    this.upstream = new UpstreamReader({
      index,
      clusters: this.clusters,
      changes: { ofOverlay: async overlay => this.log.get(overlay) ?? [] },
    });
    this.ungated = new UngatedPullRequests({
      database: knex,
      forge: this.forge,
      repository,
      pageOf: number => `https://portal.example.com/${number}`,
    });
    this.gates = new GateKeeper({
      index,
      holds: this.holds,
      upstream: this.upstream,
      overriders: { include: async login => this.overriders.has(login) },
      now: this.now,
    });
  }

  get clusters() {
    return ['yc', 'vk'].map(cluster => ({
      cluster,
      read: async (): Promise<Observation> =>
        this.unreachable.has(cluster)
          ? { status: 'unreachable', reason: 'It does not answer' }
          : {
              status: 'observed',
              observedAt: this.now().toISOString(),
              applications: this.applications.get(cluster) ?? [],
            },
    }));
  }

  /** One more replica of the engine. */
  replica(other: Partial<EngineParts> = {}): PromotionEngine {
    return new PromotionEngine({
      ...this,
      clusters: this.clusters,
      planner: undefined,
      branch: 'main',
      pageOf: ({ id }) => `https://portal.example.com/promotions/${id}`,
      onState: ({ id, state }) => this.states.push(`${id} ${state}`),
      onOverride: ({ id }, { gate, exception }) =>
        this.overrides.push(`${gate} of ${id} by ${exception?.by}`),
      ...other,
    });
  }

  /** What Argo CD says of a component on a cluster, at the newest commit. */
  async runs(
    component: string,
    environment: string,
    cluster: string,
    facts: Partial<ObservedApplication> = {},
  ): Promise<void> {
    const name = namespaceName(component, environment);
    const others = (this.applications.get(cluster) ?? []).filter(
      one => one.name !== name,
    );
    const application: ObservedApplication = {
      name,
      component,
      environment,
      sync: 'Synced',
      health: 'Healthy',
      revision: await this.fixture.head(),
      images: [],
      ...facts,
    };
    this.applications.set(cluster, [...others, application]);
  }

  request(
    component: string,
    id: string,
    facts: Partial<Promotion> = {},
    to: string = '1.5.0',
  ) {
    const { environment = 'prod' } = facts;
    const overlay = `apps/${component}/overlays/${environment}`;
    const clusters = environment === 'dev' ? ['yc'] : ['yc', 'vk'];
    return this.store.place(
      promotion({
        id,
        parts: [part(component, to, { overlay, clusters })],
        branch: `slipway/promote-${component}.${environment}.${id}`,
        direct: environment === 'dev',
        ...facts,
      }),
      [],
      this.now(),
    );
  }

  async get(id: string) {
    const stored = await this.store.get(id);
    if (!stored) {
      throw new Error(`There is no promotion ${id}`);
    }
    return stored;
  }

  async stateOf(id: string) {
    return (await this.get(id)).promotion.state;
  }

  async stop() {
    await rm(this.directory, { recursive: true, force: true });
  }
}
