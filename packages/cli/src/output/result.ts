/** Writes a result: JSON for programs, or text for people. */
export function writeResult(
  json: unknown,
  data: unknown,
  page: () => string,
): void {
  process.stdout.write(
    json ? `${JSON.stringify(data, null, 2)}\n` : `${page()}\n`,
  );
}
