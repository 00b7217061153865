import { isRecord } from './json';

/** What differs between environments. It is read when the page loads, so one build serves them all. */
export interface Config {
  environment: string;
  /** Where the API is; empty if it is on the page's own origin. */
  apiBaseUrl: string;
}

/** Reads `config.json`, which a deployment puts beside the page. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) {
    throw new Error(`config.json cannot be read: status ${String(response.status)}`);
  }
  return parseConfig(await response.json());
}

/** Checks the content of `config.json`; the error names the setting that is wrong. */
export function parseConfig(value: unknown): Config {
  if (!isRecord(value)) {
    throw new Error('config.json must be an object');
  }
  return { environment: text(value, 'environment'), apiBaseUrl: text(value, 'apiBaseUrl') };
}

function text(value: Record<string, unknown>, name: keyof Config): string {
  const found = value[name];
  if (typeof found !== 'string') {
    throw new Error(`config.json must have "${name}" as text`);
  }
  return found;
}
