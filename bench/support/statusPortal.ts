import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { on } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { allocatorSettings } from '../../packages/cli/src/stack/allocator.ts';
import { processorSeconds } from './processorSeconds.ts';
import { portalArguments } from './renderer.ts';
import { median } from './report.ts';
import { freePort, start, stop } from './servers.ts';
import { statusConfig, type StatusConfigOptions } from './statusConfig.ts';

/** Looks at the memory of a process that was told to collect garbage before each. */
const MEMORY_LOOKS = 7;
const MEMORY_PAUSE_MS = 500;
/** Who works less than this share of the time is at rest. */
const REST = 0.15;
const REST_LOOK_MS = 3_000;

const memorySchema = z.looseObject({ residentMiB: z.number().optional() });

/** What a portal that shows what runs is started with. */
export interface StatusPortalOptions extends StatusConfigOptions {
  folder: string;
  /** What is in it: ours beside Roadie's Argo CD backend, ours with pods, or Backstage's Kubernetes backend alone. */
  program: 'status' | 'kubernetes' | 'backstageKubernetes';
}

/** A portal in a process of its own. */
export class StatusPortal {
  readonly url: string;
  readonly #token: string;
  readonly #webhookSecret: string;
  readonly #process: Awaited<ReturnType<typeof start>>;

  static async start(options: StatusPortalOptions): Promise<StatusPortal> {
    const { folder, program } = options;
    const token = randomBytes(20).toString('hex');
    const webhookSecret = randomBytes(20).toString('hex');
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const config = join(folder, `portal-${port}.json`);
    const dataDir = join(folder, `mirror-${port}`);
    const own = { url, port, token, webhookSecret, dataDir };
    await writeFile(config, JSON.stringify(statusConfig(options, own)));
    const child = await start(
      `${url}/.backstage/health/v1/readiness`,
      [
        '--expose-gc',
        ...portalArguments,
        `packages/backend/measure/${program}.ts`,
        '--config',
        config,
      ],
      // As the portal is started.
      { channel: 'ipc', env: allocatorSettings },
    );
    return new StatusPortal(url, token, webhookSecret, child);
  }

  private constructor(
    url: string,
    token: string,
    webhookSecret: string,
    child: Awaited<ReturnType<typeof start>>,
  ) {
    this.url = url;
    this.#token = token;
    this.#webhookSecret = webhookSecret;
    this.#process = child;
  }

  /** The reply to a GET, given up after some time. */
  get(path: string, timeoutMs: number = 60_000): Promise<unknown> {
    return this.#ask(path, { signal: AbortSignal.timeout(timeoutMs) });
  }

  /** The reply to a POST. */
  post(path: string, body: object): Promise<unknown> {
    return this.#ask(path, { method: 'POST', body: JSON.stringify(body) });
  }

  /** Delivers the forge's webhook of a push. */
  async deliverPush(): Promise<void> {
    const body = '{}';
    const signature = createHmac('sha256', this.#webhookSecret);
    const response = await fetch(`${this.url}/api/gitops/webhooks/github`, {
      method: 'POST',
      body,
      headers: {
        'x-hub-signature-256': `sha256=${signature.update(body).digest('hex')}`,
        'x-github-delivery': randomUUID(),
        'x-github-event': 'push',
      },
    });
    if (!response.ok) throw new Error(`The webhook got ${response.status}`);
  }

  /** Memory that its process has without garbage, in MiB: the median of several looks. */
  async residentMiB(): Promise<number> {
    const looks: number[] = [];
    for (let at = 0; at < MEMORY_LOOKS; at++) {
      looks.push(await this.#collect());
      await sleep(MEMORY_PAUSE_MS);
    }
    return median(looks);
  }

  /**
   * Waits until it has nothing to do, as after a start.
   *
   * @returns whether it came to that in time
   */
  async rest(milliseconds: number): Promise<boolean> {
    const end = performance.now() + milliseconds;
    let before = await processorSeconds(this.#process.pid);
    while (performance.now() < end) {
      await sleep(REST_LOOK_MS);
      const now = await processorSeconds(this.#process.pid);
      if (now - before < (REST * REST_LOOK_MS) / 1000) return true;
      before = now;
    }
    return false;
  }

  stop(): Promise<void> {
    return stop(this.#process);
  }

  async #ask(path: string, request: RequestInit): Promise<unknown> {
    const response = await fetch(`${this.url}/api${path}`, {
      ...request,
      headers: {
        authorization: `Bearer ${this.#token}`,
        'content-type': 'application/json',
      },
    });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }

  async #collect(): Promise<number> {
    const messages = on(this.#process, 'message', { close: ['exit'] });
    this.#process.send('memory');
    // The loader of the sources has messages of its own.
    for await (const [message] of messages) {
      const told = memorySchema.safeParse(message);
      if (told.data?.residentMiB !== undefined) return told.data.residentMiB;
    }
    throw new Error('The portal ended');
  }
}
