import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { Workspace } from '../workspace.ts';

const port = z.int().min(1024).max(65535);

/** Ports of a local cluster count up from its base. */
export const CLUSTER_PORTS = 15;

const configSchema = z.strictObject({
  ports: z
    .strictObject({
      portal: port.default(7007),
      forge: port.default(7010),
      postgres: port.default(7020),
      yc: port.max(65535 - CLUSTER_PORTS).default(7100),
      vk: port.max(65535 - CLUSTER_PORTS).default(7130),
    })
    .prefault({}),
  database: z.enum(['sqlite', 'postgres']).default('sqlite'),
  clusters: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
        argocd: z.strictObject({ url: z.url(), token: z.string().min(1) }),
      }),
    )
    .default([]),
});

/** `.slipway/config.yaml`: what a person may set; everything has a default. */
export type Config = z.infer<typeof configSchema>;

/** Reads the configuration; no file means the defaults. */
export async function readConfig(workspace: Workspace): Promise<Config> {
  let text = '';
  try {
    text = await readFile(workspace.configFile, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  let data: unknown;
  try {
    data = parse(text, { maxAliasCount: 0 }) ?? {};
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : '';
    throw new Problem(
      `${workspace.configFile} is not YAML: ${reason}; correct that line`,
      { cause },
    );
  }
  const config = configSchema.safeParse(data);
  if (!config.success) {
    const [issue] = config.error.issues;
    throw new Problem(
      `${workspace.configFile}: ${issue?.path.join('.') || 'the file'}: ${
        issue?.message
      }; correct it, then run the same command again`,
      { cause: config.error },
    );
  }
  return config.data;
}
