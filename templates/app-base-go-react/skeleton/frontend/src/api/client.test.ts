import { expect, test, vi } from 'vitest';
import { ApiError, createApiClient } from './client';

function answer(response: Response) {
  const fetch = vi.fn<typeof globalThis.fetch>(() => Promise.resolve(response));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

const info = { name: 'service', version: '1.2.3', commit: 'abc', environment: 'test' };

test('asks where the configuration says the API is', async () => {
  const fetch = answer(Response.json(info));
  expect(await createApiClient('https://api.example.com').info()).toEqual(info);
  expect(fetch.mock.calls[0]?.[0]).toBe('https://api.example.com/api/v1/info');
});

test('a name cannot change the path', async () => {
  const fetch = answer(Response.json({ message: 'Hello.' }));
  await createApiClient('').greet('../info?x#y');
  expect(fetch.mock.calls[0]?.[0]).toBe('/api/v1/greetings/..%2Finfo%3Fx%23y');
});

test('a refusal carries the status and the words of the backend', async () => {
  answer(Response.json({ detail: 'The name is too long.' }, { status: 400 }));
  await expect(createApiClient('').greet('x')).rejects.toEqual(new ApiError(400, 'The name is too long.'));
});

test('a refusal without words says the status', async () => {
  answer(new Response('<html>', { status: 502 }));
  await expect(createApiClient('').info()).rejects.toThrow('The backend answered with status 502.');
});

test('an answer of another shape is refused', async () => {
  answer(Response.json({ ...info, version: 1 }));
  await expect(createApiClient('').info()).rejects.toThrow('The backend\'s answer has no "version"');
});
