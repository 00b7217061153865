/**
 * How to call whoever did something: a user of the catalog by name, a workflow by its repository (whose subject GitHub
 * writes as `repo:acme/shop:ref:refs/heads/main`), anybody else as they are written.
 */
export function personName(by: string): string {
  const repository = /^repo:([^:]+):/.exec(by)?.[1];
  return repository
    ? `CI of ${repository}`
    : (/^user:[^/]+\/(.+)$/.exec(by)?.[1] ?? by);
}
