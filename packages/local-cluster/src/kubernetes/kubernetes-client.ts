import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { z } from 'zod';
import { KubernetesError } from './kubernetes-error.ts';
import type { KubernetesObject } from './kubernetes-object.ts';

const maxReplyBytes = 16 * 1024 * 1024;
const statusSchema = z.object({ message: z.string() });
const resourceListSchema = z.object({
  resources: z.array(
    z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() }),
  ),
});

/** How to reach an API server. */
export interface KubernetesAccess {
  /** Such as `https://127.0.0.1:7102`. */
  url: string;
  /** File with the certificate to trust. */
  caFile: string;
  /** Bearer token. */
  token: string;
}

/**
 * A small client of the Kubernetes API: requests, and server-side apply of any
 * kind the server knows. Every failed request throws a {@link KubernetesError}
 * or, when there was no reply, the system's own error.
 */
export class KubernetesClient {
  readonly #access: KubernetesAccess;
  readonly #agent: Agent;
  readonly #resources = new Map<string, Promise<Map<string, Resource>>>();

  private constructor(access: KubernetesAccess, ca: string) {
    this.#access = access;
    this.#agent = new Agent({ keepAlive: true, ca });
  }

  /** A client that holds connections until {@link close}. */
  static async open(access: KubernetesAccess): Promise<KubernetesClient> {
    return new KubernetesClient(access, await readFile(access.caFile, 'utf8'));
  }

  close(): void {
    this.#agent.destroy();
  }

  /** One request; `path` starts with `/api`, the reply is parsed JSON or text. */
  request(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const url = new URL(path, this.#access.url);
      const call = request(url, {
        method,
        agent: this.#agent,
        timeout: 20_000,
        headers: {
          authorization: `Bearer ${this.#access.token}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
      });
      call.on('timeout', () =>
        call.destroy(new Error(`${method} ${url.pathname}: no reply in 20 s`)),
      );
      call.on('error', reject);
      call.on('response', reply => {
        const chunks: Buffer[] = [];
        let size = 0;
        reply.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxReplyBytes) {
            reply.destroy(new Error(`${url.pathname}: reply over 16 MiB`));
          }
          chunks.push(chunk);
        });
        reply.on('error', reject);
        reply.on('end', () => {
          const parsed = parse(Buffer.concat(chunks).toString('utf8'));
          const status = reply.statusCode ?? 0;
          if (status < 300) {
            resolve(parsed);
            return;
          }
          const reason = statusSchema.safeParse(parsed).data?.message;
          const what = `${method} ${url.pathname}: ${reason ?? status}`;
          reject(new KubernetesError(status, what));
        });
      });
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /**
   * Creates the object, or makes the fields that it names what it says. Fields
   * that an earlier call for the same `owner` named and this one leaves out go.
   */
  async apply(object: KubernetesObject, owner = 'slipway'): Promise<void> {
    const path = await this.pathOf(object);
    await this.request(
      'PATCH',
      `${path}?fieldManager=${owner}&force=true`,
      object,
      'application/apply-patch+yaml',
    );
  }

  /** Creates the object unless there is one of its name, which stays as it is. */
  async applyIfMissing(object: KubernetesObject): Promise<void> {
    const path = await this.pathOf(object);
    try {
      await this.request('GET', path);
    } catch (error) {
      const missing = error instanceof KubernetesError && error.status === 404;
      if (!missing) {
        throw error;
      }
      await this.apply(object);
    }
  }

  /** Whether the server lists the kind now; also one that it did not know a moment ago. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    try {
      if ((await this.#discover(apiVersion)).has(kind)) {
        return true;
      }
    } catch (error) {
      if (!(error instanceof KubernetesError && error.status === 404)) {
        throw error;
      }
    }
    this.#resources.delete(apiVersion);
    return false;
  }

  /** The path of an object; its kind is looked up once per API group. */
  async pathOf(object: KubernetesObject): Promise<string> {
    const { apiVersion, kind, metadata } = object;
    const resource = (await this.#discover(apiVersion)).get(kind);
    if (!resource) {
      this.#resources.delete(apiVersion);
      throw new KubernetesError(404, `${apiVersion} has no kind ${kind}`);
    }
    const namespace = resource.namespaced
      ? `/namespaces/${metadata.namespace ?? 'default'}`
      : '';
    return `${groupPath(apiVersion)}${namespace}/${resource.name}/${metadata.name}`;
  }

  #discover(apiVersion: string): Promise<Map<string, Resource>> {
    const known = this.#resources.get(apiVersion);
    if (known) {
      return known;
    }
    const found = this.request('GET', groupPath(apiVersion)).then(reply => {
      const { resources } = resourceListSchema.parse(reply);
      const whole = resources.filter(resource => !resource.name.includes('/'));
      return new Map(whole.map(resource => [resource.kind, resource]));
    });
    this.#resources.set(apiVersion, found);
    found.catch(() => this.#resources.delete(apiVersion));
    return found;
  }
}

interface Resource {
  name: string;
  namespaced: boolean;
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
