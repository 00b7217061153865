import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import { type ApiClient, ApiError } from './api/client';
import { App } from './App';

const working: ApiClient = {
  info: () => Promise.resolve({ name: 'service', version: '1.2.3', commit: 'abc', environment: 'test' }),
  greet: name => Promise.resolve(`Hello, ${name}.`),
};

function open(api: Partial<ApiClient> = {}) {
  return render(<App config={{ environment: 'test', apiBaseUrl: '' }} api={{ ...working, ...api }} />);
}

afterEach(cleanup);

test('shows the environment and the version of the backend', async () => {
  open();
  expect(screen.getByText('Environment: test')).toBeTruthy();
  expect(await screen.findByText('1.2.3')).toBeTruthy();
});

test('says why the backend does not answer', async () => {
  open({ info: () => Promise.reject(new ApiError(502, 'bad gateway')) });
  expect((await screen.findByRole('alert')).textContent).toBe('The backend does not answer: bad gateway');
});

test('greets by name', async () => {
  open();
  await userEvent.type(screen.getByLabelText('Name'), ' Ada {Enter}');
  expect(await screen.findByText('Hello, Ada.')).toBeTruthy();
});

test('shows a refusal in the words of the backend', async () => {
  open({ greet: () => Promise.reject(new ApiError(400, 'The name is too long.')) });
  await userEvent.type(screen.getByLabelText('Name'), 'x{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe('The name is too long.');
});

test('has no accessibility problem that a program can find', async () => {
  const { container } = open();
  await screen.findByText('1.2.3');
  // jsdom computes no colours.
  const result = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(result.violations.map(({ id, nodes }) => [id, nodes.map(node => node.html)])).toEqual([]);
});
