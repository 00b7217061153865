import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { GitOpsClustersSupplier } from './GitOpsClustersSupplier';
import { TokenFileStrategy } from './TokenFileStrategy';

describe('clusters of gitops.clusters', () => {
  let directory: string;
  let supplier: GitOpsClustersSupplier;
  const strategy = new TokenFileStrategy();
  const file = (name: string) => join(directory, name);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gitops-kubernetes-'));
    supplier = new GitOpsClustersSupplier([
      {
        name: 'yc',
        url: 'https://127.0.0.1:7102',
        caFile: file('ca.pem'),
        tokenFile: file('token'),
      },
    ]);
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function read() {
    const [cluster] = await supplier.getClusters({
      credentials: mockCredentials.service(),
    });
    expect(strategy.validateCluster(cluster.authMetadata)).toEqual([]);
    return {
      ca: Buffer.from(cluster.caData ?? '', 'base64').toString(),
      credential: await strategy.getCredential(cluster),
    };
  }

  it('are there before their files, and follow them as they appear and rotate', async () => {
    expect(await read()).toEqual({ ca: '', credential: { type: 'anonymous' } });

    await writeFile(file('ca.pem'), 'CA 1');
    await writeFile(file('token'), 'first\n');
    expect(await read()).toEqual({
      ca: 'CA 1',
      credential: { type: 'bearer token', token: 'first' },
    });

    await writeFile(file('ca.pem'), 'CA 2');
    await writeFile(file('token'), 'rotated');
    expect(await read()).toEqual({
      ca: 'CA 2',
      credential: { type: 'bearer token', token: 'rotated' },
    });
  });

  it.each([
    ['empty', '\n'],
    ['far too large', 'x'.repeat(300_000)],
  ])('send no token that is %s', async (_what, content) => {
    await writeFile(file('token'), content);
    expect((await read()).credential).toEqual({ type: 'anonymous' });
  });

  it('name what is missing in a cluster of the Kubernetes plugin', () => {
    expect(String(strategy.validateCluster({})[0])).toContain(
      'needs authMetadata.tokenFile',
    );
    expect(strategy.presentAuthMetadata()).toEqual({});
  });
});
