/** How to call whoever did something: a user of the catalog by name, anybody else as they are written. */
export function personName(by: string): string {
  return /^user:[^/]+\/(.+)$/.exec(by)?.[1] ?? by;
}
