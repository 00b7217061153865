import { access } from 'node:fs/promises';
import { join } from 'node:path';
import pRetry from 'p-retry';
import { z } from 'zod';
import { type Counts, sum } from './suite.ts';

/** What an image has no use for. */
const ABSENT = [
  'node_modules/@backstage/cli',
  'node_modules/better-sqlite3',
  'node_modules/jest',
  'packages/app/src',
  'packages/backend/src',
  'plugins/gitops-backend/src',
  'plugins/gitops',
  'yarn.lock',
];

const entitiesSchema = z.array(
  z.looseObject({ metadata: z.looseObject({ name: z.string() }) }),
);

/** Checks that nothing is in an image but what runs. */
export async function imageContents(folder: string): Promise<Counts> {
  const found = await Promise.all(
    ABSENT.map(path =>
      access(join(folder, path)).then(
        () => [path],
        () => [],
      ),
    ),
  );
  return check('it has nothing that it does not run', async () => {
    if (found.flat().length > 0) throw new Error(`${found.flat()} is there`);
  });
}

/** Checks what a portal serves that runs from an image. */
export async function portalPages(
  url: string,
  token: string,
  log: () => Promise<string>,
): Promise<Counts> {
  const results = [
    await check('it serves the pages with their scripts', async () => {
      const page = await text(url);
      const [, script = ''] = /<script defer src="([^"]+)"/.exec(page) ?? [];
      if (!page.includes('<title>Slipway</title>')) throw new Error(page);
      await text(new URL(script, url).href);
    }),
    await check('its templates are in the catalog', () =>
      pRetry(
        async () => {
          const reply = await text(
            `${url}/api/catalog/entities?filter=kind=template`,
            token,
          );
          const templates = entitiesSchema.parse(JSON.parse(reply));
          if (templates.length !== 5) {
            throw new Error(`${templates.length} templates are there, not 5`);
          }
        },
        { retries: 60, factor: 1, minTimeout: 500 },
      ),
    ),
    await check('it makes plans', async () => {
      const [line] = /^.*There are no plans.*$/m.exec(await log()) ?? [];
      if (line !== undefined) throw new Error(line);
    }),
  ];
  return sum(results);
}

async function check(
  what: string,
  look: () => Promise<unknown>,
): Promise<Counts> {
  try {
    await look();
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const failures = [`✘ image: ${what}: ${why}`];
    return { passed: 0, failed: 1, skipped: 0, failures };
  }
}

async function text(url: string, token?: string): Promise<string> {
  const response = await fetch(url, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.text();
}
