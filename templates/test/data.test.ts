import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RenderedFile, TemplateValues } from '../src/index.ts';
import { evaluate, fetchSteps, fillIn, templateRoot } from './support/form.ts';
import { documents, fileAt } from './support/structure.ts';

const template = 'app-base-go-react';
const choices = ['none', 'postgresql', 'postgresql-redis'];

function answersOf(data: string | undefined): TemplateValues {
  return data === undefined ? {} : { data };
}

/** The repository of a service for an answer, or for a form that did not ask yet. */
async function service(data?: string): Promise<RenderedFile[]> {
  return (await fillIn(template, answersOf(data))).service;
}

/** Names of the modules that a service itself asks for. */
async function modules(data?: string): Promise<string[]> {
  const { content } = fileAt(await service(data), 'backend/go.mod');
  const direct = content.split('\n').filter(line => !line.includes('indirect'));
  return direct.flatMap(line => /^\t(\S+) v/.exec(line)?.[1] ?? []);
}

test('each choice brings its own drivers and nothing of the others', async () => {
  const drivers = async (data?: string) =>
    (await modules(data)).filter(name =>
      /pgx|goose|redis|x\/crypto/.test(name),
    );
  const postgresql = [
    'github.com/jackc/pgx/v5',
    'github.com/pressly/goose/v3',
    'golang.org/x/crypto',
  ];
  assert.deepEqual(await drivers(), []);
  assert.deepEqual(await drivers('none'), []);
  assert.deepEqual(await drivers('postgresql'), postgresql);
  assert.deepEqual((await drivers('postgresql-redis')).sort(), [
    'github.com/alicebob/miniredis/v2',
    'github.com/jackc/pgx/v5',
    'github.com/pressly/goose/v3',
    'github.com/redis/go-redis/v9',
    'golang.org/x/crypto',
  ]);
});

test('sessions are kept in one place', async () => {
  const places = async (data: string) =>
    (await service(data))
      .map(({ path }) => path)
      .filter(path => /sessions?\.(go|sql)$/.test(path))
      .filter(path => !path.includes('chattest'));
  assert.deepEqual(await places('none'), []);
  assert.deepEqual(await places('postgresql'), [
    'backend/internal/postgres/migrations/00002_session.sql',
    'backend/internal/postgres/sessions.go',
  ]);
  assert.deepEqual(await places('postgresql-redis'), [
    'backend/internal/redis/sessions.go',
  ]);
});

test('the API description covers the chat, and every reference in it leads somewhere', async () => {
  for (const data of choices) {
    const file = fileAt(await service(data), 'api/openapi.yaml');
    const [description] = documents(file) as {
      paths: Record<string, object>;
    }[];
    assert.deepEqual(Object.keys(description?.paths ?? {}), [
      '/info',
      '/greetings/{name}',
      ...(data === 'none'
        ? []
        : ['/register', '/login', '/logout', '/messages']),
    ]);
    for (const [, reference = ''] of file.content.matchAll(
      /\$ref: '#\/(.*)'/g,
    )) {
      const target = reference
        .split('/')
        .reduce<unknown>(
          (at, key) => (at as Record<string, unknown> | undefined)?.[key],
          description,
        );
      assert.ok(target, `${reference} leads nowhere with ${data}`);
    }
  }
});

test('what development needs is named, pinned, and reachable from this machine only', async () => {
  const compose = async (data: string) => {
    const file = fileAt(await service(data), 'compose.yaml');
    const [{ services }] = documents(file) as [
      { services: Record<string, { image: string; ports: string[] }> },
    ];
    for (const { image, ports } of Object.values(services)) {
      assert.match(image, /:[\w.-]+@sha256:[0-9a-f]{64}$/);
      assert.ok(ports.every(port => port.startsWith('127.0.0.1:')));
    }
    return Object.keys(services);
  };
  assert.deepEqual(await compose('postgresql'), ['postgresql']);
  assert.deepEqual(await compose('postgresql-redis'), ['postgresql', 'redis']);
  const plain = await service('none');
  assert.equal(
    plain.some(({ path }) => path === 'compose.yaml'),
    false,
  );
});

test('no expression of the template is left, and a repository is small enough to be read', async () => {
  for (const data of choices) {
    const files = await service(data);
    assert.ok(files.length <= 90, `${files.length} files with ${data}`);
    for (const { path, content } of files) {
      if (!path.startsWith('.github/workflows/')) {
        assert.doesNotMatch(content, /\$\{\{|\{%/, `${path} with ${data}`);
      }
    }
  }
});

test('every step finds its files, and manifests come with the programs that need them', async () => {
  const steps = await fetchSteps(template);
  for (const { input } of steps) {
    const directory = join(templateRoot(template), input.url);
    assert.ok((await stat(directory)).isDirectory(), input.url);
  }
  for (const data of [undefined, ...choices]) {
    const chosen = steps
      .filter(
        step =>
          step.if !== undefined &&
          evaluate(step.if, { parameters: answersOf(data) }),
      )
      .map(({ id }) => id);
    const expected: Record<string, string[]> = {
      postgresql: ['postgresql', 'databaseSessions', 'postgresqlManifests'],
      'postgresql-redis': [
        'postgresql',
        'redis',
        'postgresqlManifests',
        'redisManifests',
      ],
    };
    assert.deepEqual(chosen, expected[data ?? 'none'] ?? []);
  }
});
