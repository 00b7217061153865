import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Express } from 'express';
import { createApp } from './app.ts';
import { parseConfig, type ForgeConfigInput } from './config.ts';
import type { ForgeContext } from './context.ts';
import { Contract } from './contract/index.ts';
import { reconcile } from './domain/reconcile.ts';
import { Faults } from './faults.ts';
import { GitRepositories } from './git/GitRepositories.ts';
import { Locks } from './locks.ts';
import { applySeedFile } from './seed.ts';
import { Store } from './store/Store.ts';
import { EventBus } from './webhooks/EventBus.ts';
import { WebhookSender } from './webhooks/WebhookSender.ts';

/** A running forge. */
export interface Forge {
  readonly app: Express;
  readonly server: Server;
  readonly context: ForgeContext;
  readonly store: Store;
  /** How to reach it, without a slash at the end. */
  readonly url: string;
  /** Ends open requests and deliveries, then closes the database. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens the data directory, applies the seed file, mends what a crash left, and listens.
 * @throws Error when the port is taken or the configuration is wrong.
 */
export async function createForge(input: ForgeConfigInput): Promise<Forge> {
  const config = parseConfig(input);
  const dataDir = resolve(config.dataDir);
  const store = await Store.open(join(dataDir, 'forge.sqlite'));
  const server = createServer();
  try {
    server.listen(config.port, config.host);
    await once(server, 'listening');
  } catch (cause) {
    await store.close();
    throw new Error(
      `The forge cannot listen on ${config.host}:${config.port}; free the port or choose another`,
      { cause },
    );
  }
  const { port } = server.address() as AddressInfo;
  const base = {
    config,
    baseUrl: (config.baseUrl ?? `http://localhost:${port}`).replace(/\/$/, ''),
    store,
    git: new GitRepositories(join(dataDir, 'git'), config.limits),
    events: new EventBus(),
    locks: new Locks(),
    faults: new Faults(config.faults),
    clock: () => new Date(),
    log: (message: string, cause?: unknown) => {
      const reason = cause instanceof Error ? `: ${cause.message}` : '';
      process.stderr.write(`forge: ${message}${reason}\n`);
    },
  };
  const sender = new WebhookSender(base);
  const context: ForgeContext = { ...base, webhooks: sender };
  const contract = config.contractReport
    ? new Contract({
        target: config.contractReport,
        onError: error => context.log('The contract check failed', error),
      })
    : undefined;
  const app = createApp(context, contract);
  const unsubscribe = context.events.subscribe(event => sender.enqueue(event));
  if (config.seedFile) await applySeedFile(context, config.seedFile);
  await reconcile(context);
  await sender.resume();
  server.on('request', app);

  let closing: Promise<void> | undefined;
  const shutDown = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const impatient = setTimeout(() => server.closeAllConnections(), 5_000);
    await closed;
    clearTimeout(impatient);
    unsubscribe();
    await sender.close();
    await contract?.close();
    await store.close();
  };
  return {
    app,
    server,
    context,
    store,
    url: context.baseUrl,
    close: () => (closing ??= shutDown()),
  };
}
