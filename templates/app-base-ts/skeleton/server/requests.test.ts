import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { limitBody } from './requests.ts';

async function statusOf(body: BodyInit): Promise<number> {
  const app = express()
    .use(limitBody(10))
    .use((_request, response) => {
      response.end();
    });
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${String(port)}`, {
    method: 'POST',
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });
  return response.status;
}

test('a body is as long as it may be, and says so before', async () => {
  expect(await statusOf('1234567890')).toBe(200);
  expect(await statusOf('12345678901')).toBe(413);
  expect(await statusOf(new Blob(['1']).stream())).toBe(411);
});
