/** Where an image is, in the words of the distribution protocol. */
export interface ImageLocation {
  /** Of the registry's API. */
  origin: string;
  /** The image's name there. */
  repository: string;
}

const HOST = /^[a-z0-9.-]+(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/i;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const REPOSITORY =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

/**
 * Finds the registry of an image as container runtimes do: without a host it is Docker Hub, and only on
 * loopback is it asked without TLS.
 *
 * @returns undefined if it is no image's name
 */
export function imageLocation(name: string): ImageLocation | undefined {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const host = isHost ? first : 'docker.io';
  const path = isHost ? name.slice(slash + 1) : name;
  const url = `https://${host === 'docker.io' ? 'registry-1.docker.io' : host}`;
  if (!HOST.test(host) || !URL.canParse(url) || !REPOSITORY.test(path)) {
    return undefined;
  }
  const parsed = new URL(url);
  return {
    origin: LOOPBACK.test(parsed.hostname)
      ? `http://${parsed.host}`
      : parsed.origin,
    repository:
      host === 'docker.io' && !path.includes('/') ? `library/${path}` : path,
  };
}
