import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresConnection, startPostgres } from './postgres.ts';
import { Proposals } from './proposals.ts';
import { startForge, until } from './servers.ts';
import { CLUSTERS, writeEntities, writeStatusFleet } from './statusFleet.ts';
import { StatusPortal } from './statusPortal.ts';
import { newestCommit } from './statusReleases.ts';
import { StatusUpstream } from './statusUpstream.ts';

/** The longest that a portal may take until it knows what there is. Milliseconds. */
export const START_MS = 5 * 60_000;
const LATENCY_MS = 50;

/** What there is to look at: a repository, and Argo CDs over it. */
export interface Scene {
  folder: string;
  components: readonly string[];
  clone: string;
  forge: { url: string; token: string };
  upstreams: readonly StatusUpstream[];
}

/** Sets up everything that is measured, and takes it all down. */
export class StatusStage {
  readonly #folder: string;
  readonly #stops: (() => Promise<void>)[] = [];
  #ending: Promise<void> | undefined;

  /** It is taken down when the process is interrupted, too. */
  static async create(): Promise<StatusStage> {
    const stage = new StatusStage(
      await mkdtemp(join(tmpdir(), 'slipway-bench-')),
    );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        stage
          .end()
          .finally(() => process.exit(128 + constants.signals[signal]));
      });
    }
    return stage;
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** A repository with components, with an Argo CD for each cluster. */
  async scene(name: string, components: readonly string[]): Promise<Scene> {
    const folder = join(this.#folder, name);
    const clone = join(folder, 'clone');
    await writeStatusFleet(clone, components);
    const forge = await startForge(folder);
    this.#stops.push(forge.stop);
    await Proposals.publish(clone, forge);
    const revision = await newestCommit(clone);
    const upstreams = await Promise.all(
      CLUSTERS.map(() =>
        StatusUpstream.start(components, revision, LATENCY_MS),
      ),
    );
    this.#stops.push(...upstreams.map(one => () => one.stop()));
    return { folder, components, clone, forge, upstreams };
  }

  /** A portal over a scene, which knows all its components. */
  async portal(
    scene: Scene,
    postgres?: PostgresConnection,
  ): Promise<StatusPortal> {
    const { folder, components, forge, upstreams } = scene;
    progress(`Starting a portal with ${components.length} components`);
    const entities = join(folder, 'entities.yaml');
    await writeEntities(entities, components);
    const portal = await StatusPortal.start({
      program: 'status',
      folder,
      forge,
      postgres,
      ...(components.length > 0 ? { upstreams, entities } : { upstreams: [] }),
    });
    this.#stops.push(() => portal.stop());
    await until(START_MS, 'the catalog', async () => {
      // A portal that has much to read at first may cut a connection.
      const reply = (await portal
        .get('/catalog/entities/by-query?filter=kind=component&limit=1')
        .catch(() => undefined)) as { totalItems: number } | undefined;
      return reply?.totalItems === components.length || undefined;
    });
    return portal;
  }

  /** An empty PostgreSQL. */
  async postgres(): Promise<PostgresConnection> {
    progress('Starting PostgreSQL');
    const folder = join(this.#folder, 'postgres');
    await mkdir(folder);
    const { connection, stop } = await startPostgres(folder);
    this.#stops.push(stop);
    return connection;
  }

  /** Stops what was started, the last first, and deletes what was written; once. */
  end(): Promise<void> {
    this.#ending ??= (async () => {
      for (const stop of this.#stops.reverse()) await stop();
      // What an interruption left at work may still write.
      await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
    })();
    return this.#ending;
  }
}

/** Tells who waits what is being done. */
export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}
