import { connect, result, withTimeout } from './request';
import type { components } from './schema';

/** What the backend says about itself. */
export type Info = components['schemas']['Info'];

/** The operations of `api/openapi.yaml` that every page uses. */
export interface ApiClient {
  info(signal?: AbortSignal): Promise<Info>;
  greet(name: string, signal?: AbortSignal): Promise<string>;
}

/** Makes a client of the API at a base address; an empty one is the page's own origin. */
export function createApiClient(baseUrl: string): ApiClient {
  const client = connect(baseUrl);
  return {
    info: async signal => result(await client.GET('/info', { signal: withTimeout(signal) })),
    greet: async (name, signal) => {
      const greeting = await client.GET('/greetings/{name}', {
        params: { path: { name } },
        signal: withTimeout(signal),
      });
      return result(greeting).message;
    },
  };
}
