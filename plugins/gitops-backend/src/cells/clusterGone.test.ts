import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cellDetailSchema } from '@slipway/plugin-gitops-common';
import { gitopsModuleKubernetes } from '@slipway/plugin-gitops-backend-module-kubernetes';
import { GitOpsForge } from '../promotions/faults/__testUtils__/GitOpsForge';
import { startPortal } from '../promotions/faults/__testUtils__/startPortal';

jest.setTimeout(60_000);

describe('a cell of a cluster', () => {
  let directory: string;
  let forge: GitOpsForge;
  let portal: Awaited<ReturnType<typeof startPortal>>;
  /** Takes every connection, and answers nothing. */
  const hanging = createServer(() => {});

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'cluster-gone-'));
    forge = await GitOpsForge.start(directory, ['shop']);
    hanging.listen(0, '127.0.0.1');
    await once(hanging, 'listening');
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const urlOf = (server: typeof gone) =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const tokenFile = join(directory, 'token');
    await writeFile(tokenFile, 'a-token-of-the-test');
    const { gitops, ...config } = forge.config(join(directory, 'data'));
    const clusters = [
      { name: 'yc', kubernetes: { url: urlOf(hanging), tokenFile } },
      { name: 'vk', kubernetes: { url: urlOf(gone), tokenFile } },
    ];
    gone.close();
    await once(gone, 'close');
    portal = await startPortal(
      {
        ...config,
        gitops: {
          ...gitops,
          clusters,
          links: [
            {
              kind: 'logs',
              title: 'Loki',
              url: 'https://grafana.example.com/{namespace}',
            },
          ],
        },
        entities: forge.entities,
      },
      [gitopsModuleKubernetes],
    );
    // The log is read after the index, in a time of its own.
    while (!(await portal.call('/changes')).body.changes?.length) {
      await pause(100);
    }
  });
  afterAll(async () => {
    await portal?.stop();
    hanging.closeAllConnections();
    hanging.close();
    await forge?.running.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it.each([
    ['is gone', 'vk'],
    ['hangs', 'yc'],
  ])(
    'whose Kubernetes API %s lacks what that would tell, and nothing else, within 2 seconds',
    async (_how, cluster) => {
      const start = performance.now();
      const path = `/components/shop/cells/prod/${cluster}`;
      const { status, body } = await portal.call(path);
      expect(performance.now() - start).toBeLessThan(2_000);
      expect(status).toBe(200);
      const missing = {
        state: 'unreachable',
        reason: expect.stringContaining(cluster),
      };
      expect(cellDetailSchema.parse(body)).toMatchObject({
        namespace: 'shop-prod',
        cell: { cluster, desired: { version: '1.4.2' } },
        pods: missing,
        events: missing,
        changes: [{ to: '1.4.2' }],
        links: [{ url: 'https://grafana.example.com/shop-prod' }],
      });
    },
  );
});
