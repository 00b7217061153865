import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';

const TIMEOUT_MS = 60_000;
const MAX_MESSAGE_LENGTH = 1_000;

const failureSchema = z.object({ error: z.object({ message: z.string() }) });

/** What to ask the plugin's own API. */
export interface Question<T> {
  /** Below the plugin's address; its parts are encoded already. */
  path: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string | number | undefined>;
  body?: object;
  reply: z.ZodType<T>;
}

/** What a {@link PersonalApi} is made from. */
export interface PersonalApiOptions {
  auth: AuthService;
  discovery: DiscoveryService;
}

/**
 * The plugin's own API in the name of a person. Actions go this way, so that what they may do is decided, limited
 * and audited in the one place where it is for pages and the command line.
 */
export class PersonalApi {
  readonly #options: PersonalApiOptions;

  constructor(options: PersonalApiOptions) {
    this.#options = options;
  }

  /** @throws the error that the API answers with, under its own name */
  async ask<T>(
    credentials: BackstageCredentials,
    { path, method, query = {}, body, reply }: Question<T>,
  ): Promise<T> {
    const { auth, discovery } = this.#options;
    // A program would become the portal itself on this way, which may see everything.
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'The actions of deliveries act for a person; programs use the API /api/gitops',
      );
    }
    const url = new URL(`${await discovery.getBaseUrl('gitops')}${path}`);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        url.searchParams.set(name, String(value));
      }
    }
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'gitops',
    });
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw failure(response.status, text);
    }
    return reply.parse(text === '' ? undefined : JSON.parse(text));
  }
}

function failure(status: number, text: string): Error {
  const message = messageOf(text) ?? `The portal answers with status ${status}`;
  switch (status) {
    case 400:
    case 413:
      return new InputError(message);
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    case 409:
      return new ConflictError(message);
    default:
      return new ServiceUnavailableError(message);
  }
}

function messageOf(text: string): string | undefined {
  try {
    const { error } = failureSchema.parse(JSON.parse(text));
    return error.message.slice(0, MAX_MESSAGE_LENGTH);
  } catch {
    return undefined;
  }
}
