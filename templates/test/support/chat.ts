import assert from 'node:assert/strict';

/** Registers, logs in, says something, reads it back, and logs out. */
export async function chat(url: string): Promise<void> {
  const post = (path: string, body: object, token = '') =>
    fetch(`${url}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(body),
    });
  const name = 'ada';
  const text = `Hello from ${name}`;
  const credentials = { name, password: 'correct horse battery' };

  assert.equal((await post('register', credentials)).status, 201);
  assert.equal((await post('register', credentials)).status, 409);
  assert.equal((await post('messages', { text })).status, 401);
  const login = await post('login', credentials);
  assert.equal(login.status, 200);
  const { token } = (await login.json()) as { token: string };
  assert.equal((await post('messages', { text }, token)).status, 201);
  const read = await fetch(`${url}/api/v1/messages?limit=1`);
  const { messages } = (await read.json()) as {
    messages: { author: string; text: string }[];
  };
  assert.deepEqual(
    messages.map(one => [one.author, one.text]),
    [[name, text]],
  );
  assert.equal((await post('logout', {}, token)).status, 204);
  assert.equal((await post('messages', { text }, token)).status, 401);
}
