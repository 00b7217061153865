import type { Promotion } from '@slipway/plugin-gitops-common';

/** The components that a promotion is about, each once. */
export function componentsOf({ parts }: Pick<Promotion, 'parts'>): string[] {
  return [...new Set(parts.map(({ component }) => component))];
}
