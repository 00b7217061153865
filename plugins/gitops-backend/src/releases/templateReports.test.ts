import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { IMAGES, PORTAL } from './__testUtils__/startIntake';
import { DIGEST, useIntake } from './__testUtils__/useIntake';

jest.setTimeout(60_000);

const run = promisify(execFile);
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('the intake', () => {
  const test = useIntake(databases, 'SQLITE_3');

  /** The program that a template's workflow runs, for the component `shop`. */
  async function program(template: string, port: number): Promise<string> {
    const source = resolvePackagePath(
      '@slipway/plugin-gitops-backend',
      `../../templates/${template}/skeleton/.github/report-release.mjs`,
    );
    // The audience stays the portal's own address, only the way there is another.
    const script = (await readFile(source, 'utf8'))
      .replace('${{ values.portalUrl | dump }}', JSON.stringify(PORTAL))
      .replace('${{ values.name | dump }}', '"shop"')
      .replace('`${portal}/api/gitops', `\`http://127.0.0.1:${port}`);
    const file = join(test.directory, `${template}.mjs`);
    await writeFile(file, script);
    return file;
  }

  it.each(['app-base-go-react', 'app-base-ts'])(
    'takes what services of %s report',
    async template => {
      const server = test.intake.app.listen(0, '127.0.0.1');
      try {
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;
        const { stdout } = await run(
          process.execPath,
          [
            await program(template, port),
            '1.4.2',
            ...IMAGES.map(name => `${name}@${DIGEST}`),
          ],
          { env: { ...(await test.startJob()) } },
        );
        expect(stdout).toBe('Slipway knows shop 1.4.2.\n');
        expect(await test.intake.store.find('shop', '1.4.2')).toMatchObject({
          images: IMAGES.map(name => ({ name, tag: '1.4.2', digest: DIGEST })),
        });
      } finally {
        server.close();
      }
    },
  );
});
