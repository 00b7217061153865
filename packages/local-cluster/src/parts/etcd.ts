import { mkdir } from 'node:fs/promises';
import type { Part } from '../part.ts';
import { httpReady } from '../probe.ts';
import type { PartContext } from './part-context.ts';

/** The database of the cluster's API server. */
export function etcd({ tools, ports, files, part }: PartContext): Part {
  const client = `http://127.0.0.1:${ports.etcdClient}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return {
    name: part('etcd'),
    command: tools.binaries.etcd,
    args: [
      '--name=local',
      `--data-dir=${files.etcdData}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=local=${peer}`,
      '--auto-compaction-retention=10m',
      '--log-level=warn',
      // Keep less history in memory than the default of 10,000 entries.
      '--snapshot-count=1000',
    ],
    env: { GOGC: '50' },
    ports: [ports.etcdClient, ports.etcdPeer],
    prepare: async () => {
      await mkdir(files.etcdData, { recursive: true, mode: 0o700 });
    },
    ready: signal => httpReady(`${client}/readyz`, signal),
  };
}
