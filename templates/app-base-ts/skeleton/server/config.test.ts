import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

const valid = {
  PORT: '9000',
{%- if values.postgresql %}
  DATABASE_URL: 'postgres://localhost/test',
{%- endif %}
};

test('what is not set has a default, and tracing is off', () => {
  expect(readConfig({ ...valid, PORT: undefined })).toMatchObject({
    PORT: 8080,
    LOG_LEVEL: 'info',
    OTEL_SERVICE_NAME: ${{ values.name | dump }},
  });
  expect(readConfig(valid).OTEL_EXPORTER_OTLP_ENDPOINT).toBeUndefined();
});

test.each([
  ['PORT', 'secret-1'],
  ['PORT', '65536'],
  ['PORT', ''],
  ['PORT', '-1'],
  ['LOG_LEVEL', 'secret-2'],
  ['OTEL_SERVICE_NAME', ''],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'secret-3'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'ftp://user:secret-4@example.com'],
{%- if values.postgresql %}
  ['DATABASE_URL', 'mysql://user:secret-5@example.com'],
  ['DATABASE_URL', undefined],
{%- endif %}
{%- if values.media %}
  ['MEDIA_DIR', ''],
{%- endif %}
])('%s=%j is refused by its name, without its value', (name, value) => {
  const read = () => readConfig({ ...valid, [name]: value });
  expect(read).toThrow(`${name} must`);
  if (value) {
    expect(read).not.toThrow(value);
  }
});
