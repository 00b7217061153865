/** Runs git in a repository and returns its output. */
type RunGit = (
  args: readonly string[],
  options: { input: Buffer },
) => Promise<Buffer>;

/**
 * Writes blobs by one process, whatever their number.
 *
 * @returns their object names, in order
 */
export async function writeBlobs(
  run: RunGit,
  contents: readonly Buffer[],
): Promise<string[]> {
  if (contents.length === 0) return [];
  const input = contents.flatMap((content, at) => [
    Buffer.from(`blob\nmark :${at + 1}\ndata ${content.length}\n`),
    content,
    Buffer.from(`\nget-mark :${at + 1}\n`),
  ]);
  const out = await run(['fast-import', '--quiet', '--done'], {
    input: Buffer.concat([...input, Buffer.from('done\n')]),
  });
  return lines(out);
}

/**
 * The types of objects, asked of one process.
 *
 * @returns by object name; one that does not exist is missing
 */
export async function readTypes(
  run: RunGit,
  shas: readonly string[],
): Promise<Map<string, string>> {
  if (shas.length === 0) return new Map();
  const out = await run(
    ['cat-file', '--batch-check=%(objectname) %(objecttype)'],
    {
      input: Buffer.from(shas.map(sha => `${sha}\n`).join('')),
    },
  );
  const found = lines(out).map(line => line.split(' ', 2) as [string, string]);
  return new Map(found.filter(([, type]) => type !== 'missing'));
}

function lines(out: Buffer): string[] {
  return out.toString('utf8').split('\n').filter(Boolean);
}
