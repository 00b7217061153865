import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';

/** A Kubernetes object, as far as its address needs. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/** Where the API server of the test suite is; undefined if the suite gave none. */
export function apiServerAddress() {
  const {
    TEST_API_SERVER: url,
    TEST_API_SERVER_CA: caFile,
    TEST_API_SERVER_TOKEN: token,
  } = process.env;
  return url && caFile && token ? { url, caFile, token } : undefined;
}

/** A real API server that is asked whether it would take objects. */
export class ApiServer {
  readonly #agent: Agent;
  readonly #url: string;
  readonly #token: string;
  readonly #kinds = new Map<string, Promise<Map<string, Resource>>>();

  private constructor(url: string, token: string, ca: string) {
    this.#agent = new Agent({ ca, keepAlive: true });
    this.#url = url;
    this.#token = token;
  }

  static async open(address: NonNullable<ReturnType<typeof apiServerAddress>>) {
    const { url, token, caFile } = address;
    return new ApiServer(url, token, await readFile(caFile, 'utf8'));
  }

  close(): void {
    this.#agent.destroy();
  }

  /**
   * Asks the server to take the objects without keeping them, and to refuse fields that it does
   * not know. Only namespaces are made, for objects need theirs.
   *
   * @throws Error with the server's own words, and the object's name
   */
  async dryRun(objects: readonly KubernetesObject[]): Promise<void> {
    const isNamespace = ({ kind }: KubernetesObject) => kind === 'Namespace';
    for (const namespace of objects.filter(isNamespace)) {
      await this.#apply(namespace, '');
    }
    for (const object of objects) {
      await this.#apply(object, '&dryRun=All');
    }
  }

  async #apply(object: KubernetesObject, how: string): Promise<void> {
    const path = await this.#pathOf(object);
    await this.#request(
      `${path}?fieldManager=test&force=true&fieldValidation=Strict${how}`,
      object,
    );
  }

  async #pathOf({ apiVersion, kind, metadata }: KubernetesObject) {
    const group = apiVersion.includes('/')
      ? `/apis/${apiVersion}`
      : `/api/${apiVersion}`;
    const known = this.#kinds.get(group) ?? this.#discover(group);
    this.#kinds.set(group, known);
    const resource = (await known).get(kind);
    if (!resource) {
      throw new Error(`the API server has no ${kind} in ${apiVersion}`);
    }
    const namespace = resource.namespaced
      ? `/namespaces/${metadata.namespace ?? 'default'}`
      : '';
    return `${group}${namespace}/${resource.name}/${metadata.name}`;
  }

  async #discover(group: string): Promise<Map<string, Resource>> {
    const { resources } = (await this.#request(group)) as {
      resources: Resource[];
    };
    return new Map(
      resources
        .filter(({ name }) => !name.includes('/'))
        .map(resource => [resource.kind, resource]),
    );
  }

  #request(path: string, body?: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, this.#url), {
        agent: this.#agent,
        method: body ? 'PATCH' : 'GET',
        timeout: 20_000,
        headers: {
          authorization: `Bearer ${this.#token}`,
          accept: 'application/json',
          ...(body ? { 'content-type': 'application/apply-patch+yaml' } : {}),
        },
      });
      call.on('error', reject);
      call.on('timeout', () =>
        call.destroy(new Error(`${path}: no reply in 20 s`)),
      );
      call.on('response', reply => {
        text(reply).then(content => {
          const parsed = JSON.parse(content);
          if (reply.statusCode === 200 || reply.statusCode === 201) {
            resolve(parsed);
          } else {
            reject(new Error(`${path}: ${parsed.message ?? content}`));
          }
        }, reject);
      });
      call.end(body && JSON.stringify(body));
    });
  }
}

interface Resource {
  name: string;
  kind: string;
  namespaced: boolean;
}
