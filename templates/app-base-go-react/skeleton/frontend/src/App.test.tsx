import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
{% if values.postgresql -%}
import { createChatClient } from './api/chat';
{% endif -%}
import type { ApiClient } from './api/client';
import { ApiError } from './api/request';
import { App } from './App';

const working: ApiClient = {
  info: () => Promise.resolve({ name: 'service', version: '1.2.3', commit: 'abc', environment: 'test' }),
  greet: name => Promise.resolve(`Hello, ${name}.`),
};

{% if values.postgresql -%}
const silent = { ...createChatClient(''), messages: () => Promise.resolve([]) };

{% endif -%}
function open(api: Partial<ApiClient> = {}) {
  const config = { environment: 'test', apiBaseUrl: '' };
{%- if values.postgresql %}
  return render(<App config={config} api={{ ...working, ...api }} chat={silent} />);
{%- else %}
  return render(<App config={config} api={{ ...working, ...api }} />);
{%- endif %}
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
