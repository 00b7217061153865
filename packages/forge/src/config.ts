import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parse } from 'yaml';

/** One fault to inject: what the next `times` requests that match meet. */
export const faultSchema = z
  .strictObject({
    match: z.object({ method: z.string().max(10), path: z.string().max(500) }),
    /** The answer; without it, the request is only slow. */
    status: z.number().int().min(400).max(599).optional(),
    times: z.number().int().min(1).max(10_000),
    /** `before` refuses without doing anything; `after` does the work, then loses the reply. */
    when: z.enum(['before', 'after']).default('before'),
    /** How long nothing happens at first. */
    milliseconds: z.number().int().min(0).max(60_000).default(0),
    /** Seconds of the answer's `Retry-After`. */
    retryAfter: z.number().int().positive().optional(),
  })
  .refine(
    ({ status, milliseconds }) => status !== undefined || milliseconds > 0,
    'A fault has a status or takes its time',
  );

/** @see faultSchema */
export type Fault = z.infer<typeof faultSchema>;

const configSchema = z.strictObject({
  host: z.string().default('127.0.0.1'),
  port: z.number().int().min(0).max(65535),
  dataDir: z.string().min(1),
  /** How clients reach the forge; without it, `http://localhost:<port>`. */
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  seedFile: z.string().optional(),
  /** Where to write what the OpenAPI contract check saw; without it nothing is checked. */
  contractReport: z.string().optional(),
  /** Opens `POST /_slipway/faults` to bearers of this token; without it the endpoint does not exist. */
  adminToken: z.string().min(16).optional(),
  faults: z.array(faultSchema).default([]),
  limits: z
    .object({
      /** Bytes of one git request body. */
      pushBytes: z
        .number()
        .int()
        .positive()
        .default(512 * 1024 * 1024),
      /** Bytes of one REST request body. */
      bodyBytes: z
        .number()
        .int()
        .positive()
        .default(60 * 1024 * 1024),
      /** Milliseconds one git process may run. */
      gitMilliseconds: z.number().int().positive().default(120_000),
      /** Milliseconds a webhook receiver may take; GitHub gives ten seconds. */
      webhookMilliseconds: z.number().int().positive().default(10_000),
      /** Requests of one account in an hour, reported in the rate-limit headers. */
      requestsPerHour: z.number().int().positive().default(1_000_000),
    })
    .prefault({}),
});

/** What the forge is started with. */
export type ForgeConfig = z.infer<typeof configSchema>;
/** The same before defaults are filled in. */
export type ForgeConfigInput = z.input<typeof configSchema>;

/**
 * Checks a configuration and fills in the defaults.
 * @throws Error naming each wrong setting.
 */
export function parseConfig(input: unknown): ForgeConfig {
  const result = configSchema.safeParse(input);
  if (!result.success) {
    throw new Error(`Forge configuration: ${z.prettifyError(result.error)}`);
  }
  return result.data;
}

/** Reads a JSON or YAML configuration file. */
export async function readConfig(file: string): Promise<ForgeConfig> {
  const path = resolve(file);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new Error(`Cannot read the forge configuration ${path}`, { cause });
  }
  return parseConfig(parse(text));
}
