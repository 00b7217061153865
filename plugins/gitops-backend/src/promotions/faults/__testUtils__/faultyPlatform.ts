import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Promotion } from '@slipway/plugin-gitops-common';
import knexFactory, { type Knex } from 'knex';
import { HoldStore } from '../../../holds/HoldStore';
import { wantedPromotion } from '../../__testUtils__/promotion';
import { PromotionStore } from '../../store/PromotionStore';
import { ForgeGate, type Hold } from './ForgeGate';
import { GitOpsForge } from './GitOpsForge';
import { PortalProcess } from './PortalProcess';
import { TestPostgres } from './TestPostgres';

/** A replica, and its way to the forge. */
export interface Replica {
  portal: PortalProcess;
  gate: ForgeGate;
}

/** A forge, a database and replicas of the portal, each a process that may be killed. */
export class FaultyPlatform {
  static async start(components: readonly string[]): Promise<FaultyPlatform> {
    const directory = await mkdtemp(join(tmpdir(), 'promotion-faults-'));
    const [forge, postgres] = await Promise.all([
      GitOpsForge.start(directory, components),
      TestPostgres.start(directory),
    ]);
    return new FaultyPlatform(directory, forge, postgres);
  }

  readonly #replicas: Replica[] = [];
  readonly #knex: Knex;
  readonly store: PromotionStore;

  private constructor(
    private readonly directory: string,
    readonly forge: GitOpsForge,
    readonly postgres: TestPostgres,
  ) {
    this.#knex = knexFactory({
      client: 'pg',
      connection: postgres.database('backstage_plugin_gitops'),
      // That it is gone is what is tested.
      log: { warn: () => {} },
    });
    this.store = new PromotionStore(
      this.#knex,
      forge.repository,
      new HoldStore(this.#knex, forge.repository),
    );
  }

  /** One more replica, whose calls of the forge are held up as told. */
  async replica(name: string, holds: readonly Hold[] = []): Promise<Replica> {
    const { forge, postgres, directory } = this;
    const gate = await ForgeGate.start(forge.running.url, holds);
    const portal = await PortalProcess.start(directory, name, {
      ...forge.config(join(directory, name), gate.url),
      backend: {
        database: { client: 'pg', connection: postgres.database('postgres') },
      },
      entities: forge.entities,
    });
    const replica = { portal, gate };
    this.#replicas.push(replica);
    return replica;
  }

  /** Asks for a promotion to prod, or for one that merges by itself to dev. */
  async request(component: string, facts: Partial<Promotion>): Promise<string> {
    const wanted = wantedPromotion(component, facts);
    await this.store.place(wanted, [], new Date());
    return wanted.id;
  }

  /** The records of promotions once they are in a state, all of them. */
  async reach(ids: readonly string[], state: string): Promise<Promotion[]> {
    for (;;) {
      const stored = await Promise.all(ids.map(id => this.store.get(id)));
      const found = stored.flatMap(one => one?.promotion ?? []);
      if (
        found.every(one => one.state === state) &&
        stored.every(one => state !== 'merged' || !one?.hasBranch)
      ) {
        return found;
      }
      await pause(200);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#replicas.map(({ portal }) => portal.kill()));
    await Promise.all(this.#replicas.map(({ gate }) => gate.stop()));
    await this.#knex.destroy();
    await this.postgres.stop();
    await this.forge.running.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Waits for a condition. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await pause(50);
  }
}
