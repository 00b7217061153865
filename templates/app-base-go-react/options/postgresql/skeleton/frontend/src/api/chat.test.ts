import { expect, test, vi } from 'vitest';
import { createChatClient } from './chat';
import { ApiError } from './request';

/** Answers every request, and keeps what was sent. */
function answer(response: Response) {
  const sent: Request[] = [];
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request);
    return Promise.resolve(response);
  });
  return sent;
}

const session = { name: 'ada', token: 'secret' };

test('logging in returns who it is, and what proves it', async () => {
  const sent = answer(Response.json({ token: 'secret', expiresInSeconds: 60 }));
  expect(await createChatClient('').logIn('ada', 'correct horse battery')).toEqual(session);
  expect(await sent[0]?.json()).toEqual({ name: 'ada', password: 'correct horse battery' });
});

test('only what needs the session carries it', async () => {
  const sent = answer(Response.json({ messages: [] }));
  expect(await createChatClient('').messages()).toEqual([]);
  expect(sent[0]?.headers.get('authorization')).toBe(null);
  const ended = answer(new Response(null, { status: 204 }));
  await createChatClient('').logOut(session);
  expect(ended[0]?.headers.get('authorization')).toBe('Bearer secret');
});

test('a refusal carries the status and the words of the backend', async () => {
  answer(Response.json({ title: 'Unauthorized', status: 401, detail: 'Log in first.' }, { status: 401 }));
  await expect(createChatClient('').say(session, 'x')).rejects.toEqual(new ApiError(401, 'Log in first.'));
  answer(new Response('', { status: 502 }));
  await expect(createChatClient('').logOut(session)).rejects.toThrow('status 502');
});
