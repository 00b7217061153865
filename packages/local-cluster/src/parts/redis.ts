import type { Part } from '../part.ts';
import { tcpReady } from '../probe.ts';
import type { PartContext } from './part-context.ts';

/** Argo CD's cache; what it forgets at a restart is computed again. */
export function redis({ cluster, tools, ports, part }: PartContext): Part {
  const password = cluster.secrets.redisPassword;
  return {
    name: part('redis'),
    command: tools.binaries.redis,
    args: [`--port=${ports.redis}`],
    env: { REDIS_PASSWORD: password },
    ports: [ports.redis],
    ready: signal =>
      tcpReady(ports.redis, command('AUTH', password), '+OK', signal),
  };
}

/** A command in Redis' own protocol. */
function command(...words: string[]): string {
  const bulk = words.map(word => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${bulk.join('')}`;
}
