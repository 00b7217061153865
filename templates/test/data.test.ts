import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { roots } from './support/paths.ts';
import { fetchSteps, holds, scaffoldService } from './support/scaffold.ts';
import { documents, fileAt, isData, shape } from './support/structure.ts';
import { hostileTexts } from './support/values.ts';

const choices = ['none', 'postgresql', 'postgresql-redis'];

/** Names of the modules that a service itself asks for. */
async function modules(data?: string): Promise<string[]> {
  const { content } = fileAt(await scaffoldService({ data }), 'backend/go.mod');
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
    (await scaffoldService({ data }))
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
    const file = fileAt(await scaffoldService({ data }), 'api/openapi.yaml');
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
    const file = fileAt(await scaffoldService({ data }), 'compose.yaml');
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
  const plain = await scaffoldService({ data: 'none' });
  assert.equal(
    plain.some(({ path }) => path === 'compose.yaml'),
    false,
  );
});

test('free text changes no structure and no program, whatever is kept', async () => {
  for (const data of choices) {
    const plain = await scaffoldService({ data });
    for (const text of hostileTexts) {
      const files = await scaffoldService({ data }, { description: text });
      assert.deepEqual(
        files.map(({ path }) => path),
        plain.map(({ path }) => path),
      );
      for (const [index, file] of files.entries()) {
        const expected = plain[index];
        assert.ok(expected);
        if (isData(file)) {
          assert.deepEqual(
            documents(file).map(shape),
            documents(expected).map(shape),
            file.path,
          );
        } else if (/\.(go|mod|sql)$|Makefile$/.test(file.path)) {
          assert.equal(file.content, expected.content, file.path);
        }
      }
    }
  }
});

test('no expression of the template is left, and a repository is small enough to be read', async () => {
  for (const data of choices) {
    const files = await scaffoldService({ data });
    assert.ok(files.length <= 90, `${files.length} files with ${data}`);
    for (const { path, content } of files) {
      if (!path.startsWith('.github/workflows/')) {
        assert.doesNotMatch(content, /\$\{\{|\{%/, `${path} with ${data}`);
      }
    }
  }
});

test('every step finds its files, and manifests come with the programs that need them', async () => {
  const steps = await fetchSteps();
  for (const { input } of steps) {
    const directory = join(roots.service, '..', input.url);
    assert.ok((await stat(directory)).isDirectory(), input.url);
  }
  for (const data of [undefined, ...choices]) {
    const chosen = steps
      .filter(step => step.if !== undefined && holds(step.if, { data }))
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
