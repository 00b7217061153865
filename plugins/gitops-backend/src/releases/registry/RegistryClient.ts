import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { z } from 'zod';
import { type GuardedReply, guardedRequest } from './guardedRequest';
import { type ImageLocation, imageLocation } from './imageLocation';

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const tokenReply = z
  .object({
    token: z.string().max(16_384).optional(),
    access_token: z.string().max(16_384).optional(),
  })
  .transform(({ token, access_token: accessToken }) => token ?? accessToken);

/** Asks registries, as anybody may, which digest an image has. */
export class RegistryClient {
  readonly #logger: LoggerService;

  constructor(options: { logger: LoggerService }) {
    this.#logger = options.logger;
  }

  /**
   * The digest of a manifest.
   *
   * @param image - name of an image that somebody reviewed: its registry is asked, wherever that is
   * @param reference - tag or digest
   * @returns undefined if the registry cannot be reached, does not answer strangers, or has no such image
   */
  async digest(
    image: string,
    reference: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const location = imageLocation(image);
    try {
      const reply = location && (await ask(location, reference, signal));
      const digest = reply?.headers['docker-content-digest'];
      if (reply?.status === 200 && typeof digest === 'string') {
        return DIGEST.test(digest) ? digest : undefined;
      }
      this.#logger.info(
        `The registry of ${image} was asked in vain for ${reference}: status ${reply?.status ?? 'none'}`,
      );
    } catch (error) {
      this.#logger.info(
        `The registry of ${image} could not be asked for ${reference}: ${toError(error).message}`,
      );
    }
    return undefined;
  }
}

async function ask(
  location: ImageLocation,
  reference: string,
  signal: AbortSignal,
): Promise<GuardedReply> {
  const url = new URL(
    `/v2/${location.repository}/manifests/${reference}`,
    location.origin,
  );
  const head = (authorization?: string) =>
    guardedRequest(url, {
      method: 'HEAD',
      headers: { accept: MANIFESTS, ...(authorization && { authorization }) },
      reach: 'network',
      signal,
    });
  const reply = await head();
  const challenge = reply.headers['www-authenticate'];
  if (reply.status !== 401 || !challenge) {
    return reply;
  }
  const token = await tokenFor(challenge, location, signal);
  return token ? head(`Bearer ${token}`) : reply;
}

/** The registry says where its tokens are; unless that is the registry itself, it has to be public. */
async function tokenFor(
  challenge: string,
  location: ImageLocation,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { realm, service } = parameters(challenge);
  if (!realm || !URL.canParse(realm)) {
    return undefined;
  }
  const url = new URL(realm);
  const isOwn = url.origin === location.origin;
  if ((!isOwn && url.protocol !== 'https:') || url.username || url.password) {
    throw new Error(`${url.host} is no place to get a token from`);
  }
  if (service) {
    url.searchParams.set('service', service);
  }
  url.searchParams.set('scope', `repository:${location.repository}:pull`);
  const reply = await guardedRequest(url, {
    method: 'GET',
    reach: isOwn ? 'network' : 'public',
    signal,
  });
  return reply.status === 200
    ? tokenReply.parse(JSON.parse(reply.body))
    : undefined;
}

function parameters(challenge: string): Record<string, string | undefined> {
  return /^Bearer /i.test(challenge)
    ? Object.fromEntries(
        [...challenge.matchAll(/([a-z]+)="([^"]*)"/gi)].map(
          ([, name, value]) => [name.toLocaleLowerCase('en-US'), value],
        ),
      )
    : {};
}
