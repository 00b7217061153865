/**
 * The hosts that templates give a new component: `shop.example.com` in `prod`,
 * `shop.dev.example.com` elsewhere.
 *
 * @param environments - names
 */
export function hostsOf(
  component: string,
  environments: readonly string[],
  domain: string,
): string[] {
  return environments.map(environment =>
    environment === 'prod'
      ? `${component}.${domain}`
      : `${component}.${environment}.${domain}`,
  );
}

/**
 * An extended regular expression for a host by itself: neither a part of another, nor in an
 * address that a component calls.
 */
export function hostPattern(host: string): string {
  const literal = host.replace(/[.[\]()*+?{}|^$\\]/g, '\\$&');
  return `(^|[^A-Za-z0-9./@-])${literal}([^A-Za-z0-9.-]|$)`;
}
