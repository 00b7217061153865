/**
 * Where to send the browser back to: what the client asked for if it lies at or below the
 * registered callback, the callback itself if nothing was asked for.
 *
 * As with GitHub, the port is free where the callback is a loopback address.
 *
 * @returns undefined when the address is not the app's
 */
export function allowedRedirect(
  callbackUrl: string,
  requested: string | undefined,
): string | undefined {
  if (!requested) return callbackUrl;
  if (!URL.canParse(requested)) return undefined;
  const callback = new URL(callbackUrl);
  const url = new URL(requested);
  const loopback = /^(127\.0\.0\.1|\[::1\])$/.test(callback.hostname);
  const below = callback.pathname.replace(/\/?$/, '/');
  const allowed =
    url.protocol === callback.protocol &&
    url.hostname === callback.hostname &&
    (loopback || url.port === callback.port) &&
    (url.pathname === callback.pathname || url.pathname.startsWith(below)) &&
    !url.username &&
    !url.password;
  return allowed ? url.href : undefined;
}

/** The same address with more in its query. */
export function withQuery(
  address: string,
  parameters: Record<string, string | undefined>,
): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}
