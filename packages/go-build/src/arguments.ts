/**
 * Arguments of `go build` for programs that are run, not debugged. Leaving out
 * the debug data saves a tenth of the compile time and a quarter of the cache.
 *
 * @param variables - string variables of packages that get their value from the linker
 */
export function buildArguments(
  variables: Readonly<Record<string, string>> = {},
): string[] {
  const set = Object.entries(variables).map(
    ([name, value]) => `-X ${name}=${value}`,
  );
  return [
    '-mod=readonly',
    '-trimpath',
    '-buildvcs=false',
    '-gcflags=all=-dwarf=false',
    `-ldflags=${['-s', '-w', ...set].join(' ')}`,
  ];
}
