import { createHmac, randomUUID } from 'node:crypto';
import type { ForgeContext } from '../context.ts';
import type { Hook, HookDelivery } from '../store/types.ts';
import type { ForgeEvent } from './EventBus.ts';

const maxResponseBytes = 64 * 1024;
const keptDeliveries = 1_000;

type SenderContext = Pick<
  ForgeContext,
  'config' | 'store' | 'clock' | 'log' | 'baseUrl'
>;

const wants = (hook: Hook, event: string) =>
  hook.active && (hook.events.includes('*') || hook.events.includes(event));

/** Signs a body as GitHub does. */
export const signature = (
  algorithm: 'sha1' | 'sha256',
  secret: string,
  body: string,
): string =>
  `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;

async function readLimited(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= maxResponseBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxResponseBytes).toString('utf8');
}

/**
 * Sends events to webhooks. Each delivery is recorded before it is tried, tried once, and its outcome kept;
 * like GitHub it never retries by itself, but anybody can have a delivery sent again.
 */
export class WebhookSender {
  readonly #context: SenderContext;
  readonly #underWay = new Map<number, Promise<void>>();
  readonly #stop = new AbortController();

  constructor(context: SenderContext) {
    this.#context = context;
  }

  /** Records a delivery to every hook that wants the event, and starts sending. */
  async enqueue(event: ForgeEvent): Promise<void> {
    const { store } = this.#context;
    const hooks = [
      ...(event.repo ? await store.hooks.list({ repoId: event.repo.id }) : []),
      ...(event.org ? await store.hooks.list({ orgId: event.org.id }) : []),
    ];
    for (const hook of hooks) {
      if (wants(hook, event.name)) await this.send(hook, event);
    }
  }

  /** Records a delivery to one hook and starts sending it. */
  async send(hook: Hook, event: ForgeEvent): Promise<void> {
    await this.#record(hook, {
      guid: randomUUID(),
      event: event.name,
      action: event.action,
      repoId: event.repo?.id ?? null,
      payload: JSON.stringify(event.payload),
      redelivery: false,
    });
  }

  /** Sends a past delivery again: same content and GUID, new signature. */
  async redeliver(hook: Hook, past: HookDelivery): Promise<void> {
    const { guid, event, action, repoId, payload } = past;
    await this.#record(hook, {
      guid,
      event,
      action,
      repoId,
      payload,
      redelivery: true,
    });
  }

  /** Sends what was recorded and not sent before the last stop. */
  async resume(): Promise<void> {
    const { store } = this.#context;
    for (const row of await store.hookDeliveries.list({ state: 'pending' })) {
      const hook = await store.hooks.find({ id: row.hookId });
      if (hook) this.#start(hook, row);
    }
  }

  /** Breaks off what is under way; it is sent at the next start. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#underWay.values());
  }

  async #record(
    hook: Hook,
    content: Pick<
      HookDelivery,
      'guid' | 'event' | 'action' | 'repoId' | 'payload' | 'redelivery'
    >,
  ): Promise<void> {
    const { store, clock } = this.#context;
    const body =
      hook.contentType === 'json'
        ? content.payload
        : new URLSearchParams({ payload: content.payload }).toString();
    const row = await store.hookDeliveries.insert({
      ...content,
      hookId: hook.id,
      state: 'pending',
      status: '',
      statusCode: 0,
      duration: 0,
      requestHeaders: this.#headers(hook, content.guid, content.event, body),
      responseHeaders: {},
      responseBody: null,
      deliveredAt: clock().toISOString(),
    });
    this.#start(hook, row);
  }

  #headers(
    hook: Hook,
    guid: string,
    event: string,
    body: string,
  ): Record<string, string> {
    return {
      Accept: '*/*',
      'Content-Type':
        hook.contentType === 'json'
          ? 'application/json'
          : 'application/x-www-form-urlencoded',
      'User-Agent': 'GitHub-Hookshot/slipway',
      'X-GitHub-Delivery': guid,
      'X-GitHub-Event': event,
      'X-GitHub-Hook-ID': String(hook.id),
      'X-GitHub-Hook-Installation-Target-ID': String(hook.repoId ?? hook.orgId),
      'X-GitHub-Hook-Installation-Target-Type':
        hook.repoId === null ? 'organization' : 'repository',
      'X-GitHub-Enterprise-Host': new URL(this.#context.baseUrl).host,
      'X-GitHub-Enterprise-Version': '3.19.0',
      ...(hook.secret
        ? {
            'X-Hub-Signature': signature('sha1', hook.secret, body),
            'X-Hub-Signature-256': signature('sha256', hook.secret, body),
          }
        : {}),
    };
  }

  #start(hook: Hook, row: HookDelivery): void {
    const work = this.#attempt(hook, row)
      .catch((error: unknown) =>
        this.#context.log(
          `Webhook delivery ${row.guid} was not recorded`,
          error,
        ),
      )
      .finally(() => this.#underWay.delete(row.id));
    this.#underWay.set(row.id, work);
  }

  async #attempt(hook: Hook, row: HookDelivery): Promise<void> {
    const { store, config, log } = this.#context;
    const started = performance.now();
    let outcome: Pick<
      HookDelivery,
      'status' | 'statusCode' | 'responseHeaders' | 'responseBody'
    >;
    try {
      const response = await fetch(hook.url, {
        method: 'POST',
        redirect: 'manual',
        headers: row.requestHeaders,
        body:
          hook.contentType === 'json'
            ? row.payload
            : new URLSearchParams({ payload: row.payload }).toString(),
        signal: AbortSignal.any([
          this.#stop.signal,
          AbortSignal.timeout(config.limits.webhookMilliseconds),
        ]),
      });
      outcome = {
        status: response.statusText || String(response.status),
        statusCode: response.status,
        responseHeaders: Object.fromEntries(response.headers),
        responseBody: await readLimited(response),
      };
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      const late = error instanceof Error && error.name === 'TimeoutError';
      outcome = {
        status: late ? 'timed out' : 'failed to connect to host',
        statusCode: late ? 504 : 502,
        responseHeaders: {},
        responseBody: null,
      };
    }
    if (outcome.statusCode >= 400)
      log(
        `Webhook ${hook.url} answered ${row.event} with ${outcome.statusCode} ${outcome.status}`,
      );
    const duration = Math.round(performance.now() - started) / 1000;
    await store.hookDeliveries.update(
      { id: row.id },
      { ...outcome, duration, state: 'done' },
    );
    await this.#forgetOld(hook, row.id);
  }

  async #forgetOld(hook: Hook, newest: number): Promise<void> {
    if (newest % 100 !== 0) return;
    const { hookDeliveries } = this.#context.store;
    const old = await hookDeliveries.list(
      { hookId: hook.id, state: 'done' },
      { orderBy: 'id', descending: true, offset: keptDeliveries, limit: 1_000 },
    );
    if (old.length) await hookDeliveries.remove({ id: old.map(row => row.id) });
  }
}
