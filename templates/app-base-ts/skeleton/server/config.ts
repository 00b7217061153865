import { z } from 'zod';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port from 0 to 65535')
  .transform(Number)
  .refine(value => value <= 65535, 'must be a port from 0 to 65535');

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .optional();

// The messages are our own throughout: Zod's may quote the value, which may be a secret.
const schema = z.object({
  PORT: port.prefault('8080'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], {
      error: 'must be debug, info, warn or error',
    })
    .default('info'),
  OTEL_SERVICE_NAME: z
    .string()
    .min(1, 'must not be empty')
    .default(${{ values.name | dump }}),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl,
{%- if values.postgresql %}
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'must be a postgres:// URL',
  }),
{%- endif %}
{%- if values.media %}
  MEDIA_DIR: z.string().min(1, 'must not be empty').default('/data/media'),
{%- endif %}
});

/** What the process reads from its environment, checked. Nothing else reads `process.env`. */
export type Config = z.infer<typeof schema>;

/**
 * Checks the environment.
 *
 * @throws Error that names each wrong variable and what it must be, and no value
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const result = schema.safeParse(environment);
  if (!result.success) {
    const wrong = result.error.issues.map(
      issue => `${issue.path.join('.')} ${issue.message}`,
    );
    throw new Error(`The environment is wrong: ${wrong.join('; ')}`);
  }
  return result.data;
}
