import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import type { Platform } from './platform.ts';

const GZIP = Buffer.from([0x1f, 0x8b]);

/** Forms in which a text may have been kept: as it is, and as manifests write secrets. */
export function formsOf(secret: string): string[] {
  return [secret, Buffer.from(secret).toString('base64')];
}

/** Where the portal keeps a text, of all that it writes: its logs and every row of its databases. */
export async function placesOf(
  platform: Platform,
  texts: readonly string[],
): Promise<string[]> {
  const logs = await logsWith(platform, texts);
  const directory = join(platform.stateDir, 'portal', 'database');
  const files = (await readdir(directory)).filter(file =>
    file.endsWith('.sqlite'),
  );
  if (files.length === 0) {
    throw new Error(`${directory} holds no database`);
  }
  const rows = files.flatMap(file =>
    rowsWith(join(directory, file), texts).map(table => `${file} ${table}`),
  );
  return [...logs, ...rows];
}

async function logsWith(
  { stateDir }: Platform,
  texts: readonly string[],
): Promise<string[]> {
  const directory = join(stateDir, 'logs');
  const files = (await readdir(directory)).filter(file =>
    file.startsWith('portal.log'),
  );
  const found: string[] = [];
  for (const file of files) {
    const log = await readFile(join(directory, file), 'utf8');
    if (texts.some(text => log.includes(text))) found.push(file);
  }
  return found;
}

/** Tables of a database that hold one of the texts in some row, packed or not. */
function rowsWith(file: string, texts: readonly string[]): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .map(({ name }) => String(name));
    return tables.filter(table => {
      const quoted = `"${table.replaceAll('"', '""')}"`;
      for (const row of database.prepare(`select * from ${quoted}`).iterate()) {
        const values = Object.values(row).map(asText);
        if (values.some(value => texts.some(text => value.includes(text)))) {
          return true;
        }
      }
      return false;
    });
  } finally {
    database.close();
  }
}

function asText(value: unknown): string {
  if (!(value instanceof Uint8Array)) return String(value);
  const bytes = Buffer.from(value);
  return (
    bytes.subarray(0, 2).equals(GZIP) ? gunzipSync(bytes) : bytes
  ).toString('utf8');
}
