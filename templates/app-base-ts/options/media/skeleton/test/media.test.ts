import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedServer, startServer } from './startServer.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
let directory: string;
let server: StartedServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'media-'));
  server = await startServer({ MEDIA_DIR: directory });
});

afterAll(async () => {
  server.process.kill('SIGKILL');
  await rm(directory, { recursive: true });
});

function upload(content: BlobPart, name: string, type: string) {
  const body = new FormData();
  body.set('file', new File([content], name, { type }));
  return fetch(`${server.url}/media`, { method: 'POST', body });
}

test('a picture is stored under a name of ours, and served as what it is', async () => {
  const response = await upload(png, '../../evil.html', 'text/html');
  expect(response.redirected).toBe(true);
  const path = /\/files\/[^"]*/.exec(await response.text())?.[0] ?? '';
  expect(path).toMatch(/^\/files\/[0-9a-f-]{36}\.png$/);
  const file = await fetch(`${server.url}${path}`);
  expect(file.headers.get('content-type')).toBe('image/png');
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  expect(file.headers.get('content-security-policy')).toContain('sandbox');
  expect(Buffer.from(await file.arrayBuffer())).toEqual(png);
});

test('what is no picture, or too long, is not stored', async () => {
  const before = await readdir(directory);
  const text = await upload('<svg onload="alert(1)"/>', 'a.png', 'image/png');
  expect(text.status).toBe(400);
  expect(await text.text()).toContain('Choose a PNG, JPEG, GIF or WebP');
  const long = Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]);
  expect((await upload(long, 'a.png', 'image/png')).status).toBe(400);
  const longer = Buffer.concat([png, Buffer.alloc(6 * 1024 * 1024)]);
  await expect(
    upload(longer, 'a.png', 'image/png').then(({ status }) => {
      throw new Error(`status ${String(status)}`);
    }),
  ).rejects.toThrow(/status 413|fetch failed/);
  expect(await readdir(directory)).toEqual(before);
});

test('other files of the directory, and beside it, are not served', async () => {
  await writeFile(join(directory, 'notes.txt'), 'private');
  for (const path of ['notes.txt', '..%2f..%2fetc%2fpasswd', '']) {
    expect((await fetch(`${server.url}/files/${path}`)).status).toBe(404);
  }
});
