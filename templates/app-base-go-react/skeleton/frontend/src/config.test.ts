import { expect, test, vi } from 'vitest';
import { loadConfig, parseConfig } from './config';

test('reads the settings of this deployment', async () => {
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ environment: 'prod', apiBaseUrl: 'https://api.example.com' })),
  );
  expect(await loadConfig()).toEqual({ environment: 'prod', apiBaseUrl: 'https://api.example.com' });
});

test('says that the file cannot be read', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })));
  await expect(loadConfig()).rejects.toThrow('config.json cannot be read: status 404');
});

test.each([
  ['no object', [], 'config.json must be an object'],
  ['a missing setting', { environment: 'dev' }, 'config.json must have "apiBaseUrl" as text'],
  ['a wrong type', { environment: 1, apiBaseUrl: '' }, 'config.json must have "environment" as text'],
])('refuses %s', (_, value, message) => {
  expect(() => parseConfig(value)).toThrow(message);
});
