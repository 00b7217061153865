import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';

/** Bytes of a script that go over the wire. */
export async function compressedSize(file: string): Promise<number> {
  return gzipSync(await readFile(file)).length;
}

/** Of these, how many are of some sources, if they compress as well as the rest. */
export async function shareOf(file: string, of: RegExp): Promise<number> {
  const script = await readFile(file, 'utf8');
  const map = new TraceMap(await readFile(`${file}.map`, 'utf8'));
  const lines = script.split('\n');
  let length = 0;
  for (const [at, segments] of decodedMappings(map).entries()) {
    for (const [next, [column, source]] of segments.entries()) {
      if (source === undefined || !of.test(map.sources[source] ?? '')) continue;
      const end = segments[next + 1]?.[0] ?? lines[at]?.length ?? column;
      length += end - column;
    }
  }
  return (gzipSync(script).length * length) / script.length;
}
