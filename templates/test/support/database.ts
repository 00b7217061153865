import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { Client } from 'pg';

const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } =
  process.env;

/** Why a test that keeps data cannot run; false if it can. */
export function missing(needs: {
  postgresql: boolean;
  redis: boolean;
}): string | false {
  const absent = [
    ...(needs.postgresql && !databaseUrl ? ['TEST_DATABASE_URL'] : []),
    ...(needs.redis && !redisUrl ? ['TEST_REDIS_URL'] : []),
  ];
  return absent.length > 0
    ? `set ${absent.join(' and ')}, or run ./slipway test templates`
    : false;
}

/** Redis of the test suite. */
export function redis(): string {
  assert.ok(redisUrl, 'TEST_REDIS_URL is not set');
  return redisUrl;
}

/** The address of a new and empty database, which is gone after the test. */
export async function newDatabase(test: TestContext): Promise<string> {
  assert.ok(databaseUrl, 'TEST_DATABASE_URL is not set');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const query = async (text: string) => {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  await query(`CREATE DATABASE ${name}`);
  test.after(() => query(`DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(databaseUrl);
  url.pathname = name;
  return url.href;
}
