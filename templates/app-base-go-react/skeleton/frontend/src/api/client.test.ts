import { expect, test, vi } from 'vitest';
import { createApiClient } from './client';
import { ApiError } from './request';

/** Answers every request, and keeps what was asked for. */
function answer(response: Response) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(request.url);
    return Promise.resolve(response);
  });
  return asked;
}

const info = { name: 'service', version: '1.2.3', commit: 'abc', environment: 'test' };

test('asks where the configuration says the API is', async () => {
  const asked = answer(Response.json(info));
  expect(await createApiClient('https://api.example.com').info()).toEqual(info);
  expect(asked).toEqual(['https://api.example.com/api/v1/info']);
});

test('asks its own origin when the configuration names no other', async () => {
  const asked = answer(Response.json(info));
  await createApiClient('').info(new AbortController().signal);
  expect(asked).toEqual([`${window.location.origin}/api/v1/info`]);
});

test('a name cannot change the path', async () => {
  const asked = answer(Response.json({ message: 'Hello.' }));
  expect(await createApiClient('https://api.example.com').greet('../info?x#y')).toBe('Hello.');
  expect(asked).toEqual(['https://api.example.com/api/v1/greetings/..%2Finfo%3Fx%23y']);
});

test('a refusal carries the status and the words of the backend', async () => {
  const problem = { title: 'Bad Request', status: 400, detail: 'The name is too long.' };
  answer(Response.json(problem, { status: 400 }));
  await expect(createApiClient('').greet('x')).rejects.toEqual(new ApiError(400, 'The name is too long.'));
});

test.each(['<html>', ''])('a refusal without words says the status: %j', async body => {
  answer(new Response(body, { status: 502 }));
  await expect(createApiClient('').info()).rejects.toThrow('The backend answered with status 502.');
});

test('what is no JSON is refused', async () => {
  answer(new Response('<html>'));
  await expect(createApiClient('').info()).rejects.toThrow(SyntaxError);
});
