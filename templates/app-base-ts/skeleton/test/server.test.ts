import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedServer, startServer } from './startServer.ts';

const received: string[] = [];
const collector = createServer((request, response) => {
  received.push(request.url ?? '');
  request.resume();
  response.end('{}');
});
let server: StartedServer;

beforeAll(async () => {
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  server = await startServer({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${String(port)}`,
  });
});

afterAll(() => {
  server.process.kill('SIGKILL');
  collector.close();
});

test('it is alive{% if values.postgresql %}, and not ready without its database{% else %} and ready{% endif %}', async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(${{ 503 if values.postgresql else 200 }});
});

test('a page is complete without JavaScript, and runs only our scripts', async () => {
  const response = await fetch(server.url);
  expect(response.status).toBe(200);
  const page = await response.text();
  expect(page).toContain(${{ ('<h1>' + values.name + '</h1>') | dump }});
  const policy = response.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'missing';
  const scripts = page.match(/<script[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) {
    expect(script).toContain(`nonce="${nonce}"`);
  }
});

test('the form answers as a browser without JavaScript sends it', async () => {
  const send = async (name: string) => {
    const response = await fetch(`${server.url}/?index`, {
      method: 'POST',
      body: new URLSearchParams({ name }),
    });
    return { status: response.status, page: await response.text() };
  };
  expect(await send('Ada')).toMatchObject({
    status: 200,
    page: expect.stringContaining('Hello, Ada.') as string,
  });
  expect(await send(' ')).toMatchObject({
    status: 400,
    page: expect.stringContaining('Enter a name.') as string,
  });
  const { page } = await send('<script>alert(1)</script>');
  expect(page).toContain('Hello, &lt;script&gt;alert(1)&lt;/script&gt;.');
  expect(page).not.toContain('<script>alert(1)');
});

test('a form of our own site is accepted behind TLS of an ingress, and of another refused', async () => {
  const from = async (origin: string) => {
    const response = await fetch(`${server.url}/?index`, {
      method: 'POST',
      headers: {
        Origin: origin,
        'X-Forwarded-Proto': 'https',
      },
      body: new URLSearchParams({ name: 'Ada' }),
    });
    return [response.status, (await response.text()).includes('Hello')];
  };
  expect(await from(server.url.replace('http:', 'https:'))).toEqual([200, true]);
  expect(await from('https://example.com')).toEqual([400, false]);
});

test('what is not there is not found', async () => {
  const response = await fetch(`${server.url}/nothing`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('There is no such page');
});

test('metrics know routes, not paths, and are for the cluster only', async () => {
  await (await fetch(server.url)).text();
  await (await fetch(`${server.url}/some/path`)).text();
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toContain('route="/",status="200"');
  expect(metrics).not.toContain('some/path');
  const outside = await fetch(`${server.url}/metrics`, {
    headers: { 'X-Forwarded-For': '192.0.2.1' },
  });
  expect(outside.status).toBe(404);
});

test('asked to stop, it stops in order and sends its traces', async () => {
  await (await fetch(server.url)).text();
  expect(await server.stop()).toBe(0);
  expect(received).toContain('/v1/traces');
  expect(server.log.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining(['listening', 'request', 'stopping', 'stopped']),
  );
});

test('a wrong environment ends it with the reason', async () => {
  await expect(startServer({ LOG_LEVEL: 'loud' })).rejects.toThrow(
    'LOG_LEVEL must be debug, info, warn or error',
  );
});
