import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import type { ChatClient, Message } from '../api/chat';
import { ApiError } from '../api/request';
import { Chat } from './Chat';

/** A chat that is kept in the page, with one user. */
function memoryChat(over: Partial<ChatClient> = {}): ChatClient {
  const messages: Message[] = [];
  return {
    register: () => Promise.resolve(),
    logIn: name => Promise.resolve({ name, token: 'secret' }),
    logOut: () => Promise.resolve(),
    messages: () => Promise.resolve([...messages]),
    say: ({ name }, text) => {
      const message = { id: messages.length, author: name, text, createdAt: '2026-01-02T03:04:05Z' };
      messages.push(message);
      return Promise.resolve(message);
    },
    ...over,
  };
}

async function enter(button: string) {
  await userEvent.type(screen.getByLabelText('User'), 'ada');
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse battery');
  await userEvent.click(screen.getByRole('button', { name: button }));
}

afterEach(cleanup);

test('someone registers, says something, reads it, and logs out', async () => {
  const registered: string[] = [];
  const register = (name: string) => {
    registered.push(name);
    return Promise.resolve();
  };
  render(<Chat chat={memoryChat({ register })} />);
  await screen.findByText('Nobody has said anything yet.');
  await enter('Register');
  await userEvent.type(await screen.findByLabelText('Message'), 'Hello <b>all</b>{Enter}');
  expect(await screen.findByText('Hello <b>all</b>')).toBeTruthy();
  expect(registered).toEqual(['ada']);
  await userEvent.click(screen.getByRole('button', { name: 'Log out ada' }));
  expect(await screen.findByLabelText('Password')).toBeTruthy();
});

test('a refusal is shown in the words of the backend, and the name stays', async () => {
  render(<Chat chat={memoryChat({ logIn: () => Promise.reject(new ApiError(401, 'Wrong name or password.')) })} />);
  await enter('Log in');
  expect((await screen.findByRole('alert')).textContent).toBe('Wrong name or password.');
  expect(screen.getByLabelText<HTMLInputElement>('User').value).toBe('ada');
});

test('a session that is over asks to log in again', async () => {
  render(<Chat chat={memoryChat({ say: () => Promise.reject(new ApiError(401, 'Log in first.')) })} />);
  await enter('Log in');
  await userEvent.type(await screen.findByLabelText('Message'), 'Hello{Enter}');
  expect(await screen.findByLabelText('Password')).toBeTruthy();
});

test('says why the messages cannot be read', async () => {
  render(<Chat chat={memoryChat({ messages: () => Promise.reject(new ApiError(503, 'no database')) })} />);
  expect((await screen.findByRole('alert')).textContent).toBe('The messages cannot be read: no database');
});

test('has no accessibility problem that a program can find', async () => {
  const { container } = render(<Chat chat={memoryChat()} />);
  await enter('Log in');
  await userEvent.type(await screen.findByLabelText('Message'), 'Hello{Enter}');
  await screen.findByText('Hello');
  // jsdom computes no colours.
  const result = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(result.violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([]);
});
