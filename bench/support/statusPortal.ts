import { execFile } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { portalArguments } from './renderer.ts';
import { freePort, REPOSITORY, start, stop } from './servers.ts';
import { CLUSTERS } from './statusFleet.ts';
import type { StatusUpstream } from './statusUpstream.ts';

const run = promisify(execFile);
const KIB = 1024;

/** What a portal that shows what runs is started with. */
export interface StatusPortalOptions {
  folder: string;
  forge: { url: string; token: string };
  /** By cluster, in order; none for an empty portal. */
  upstreams: readonly StatusUpstream[];
  /** File with the catalog's entities. */
  entities?: string;
  /** APIs of clusters; with them, Backstage's Kubernetes backend is there in Roadie's place. */
  kubernetes?: readonly { name: string; url: string; tokenFile: string }[];
}

/** A portal in a process of its own. Its database is in memory. */
export class StatusPortal {
  readonly url: string;
  readonly #token: string;
  readonly #webhookSecret: string;
  readonly #process: Awaited<ReturnType<typeof start>>;

  static async start(options: StatusPortalOptions): Promise<StatusPortal> {
    const { folder, forge, upstreams, entities, kubernetes } = options;
    const token = randomBytes(20).toString('hex');
    const webhookSecret = randomBytes(20).toString('hex');
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const config = join(folder, `portal-${port}.json`);
    const instances = upstreams.map((one, at) => ({
      name: CLUSTERS[at],
      argocd: { url: one.url, token: 'any' },
    }));
    await writeFile(
      config,
      JSON.stringify({
        app: { baseUrl: url },
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port },
          database: { client: 'better-sqlite3', connection: ':memory:' },
          auth: {
            externalAccess: [
              { type: 'static', options: { token, subject: 'bench' } },
            ],
          },
        },
        integrations: {
          github: [
            {
              host: new URL(forge.url).host,
              apiBaseUrl: `${forge.url}/api/v3`,
              token: forge.token,
            },
          ],
        },
        catalog: {
          rules: [{ allow: ['Component'] }],
          locations: entities ? [{ type: 'file', target: entities }] : [],
        },
        argocd: {
          appLocatorMethods: [
            {
              type: 'config',
              instances: instances.map(({ name, argocd }) => ({
                name,
                ...argocd,
              })),
            },
          ],
        },
        kubernetes: { serviceLocatorMethod: { type: 'multiTenant' } },
        gitops: {
          repository: `${forge.url}/${REPOSITORY}`,
          branch: 'main',
          refreshInterval: { hours: 1 },
          webhookSecret,
          dataDir: join(folder, `mirror-${port}`),
          clusters:
            kubernetes?.map(({ name, ...api }) => ({
              name,
              kubernetes: api,
            })) ?? instances,
        },
      }),
    );
    const child = await start(`${url}/.backstage/health/v1/readiness`, [
      ...portalArguments,
      `packages/backend/measure/${kubernetes ? 'kubernetes' : 'status'}.ts`,
      '--config',
      config,
    ]);
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

  /** Memory that its process has, in MiB. */
  async residentMiB(): Promise<number> {
    const { stdout } = await run('ps', [
      '-o',
      'rss=',
      '-p',
      String(this.#process.pid),
    ]);
    return Number(stdout) / KIB;
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
}
