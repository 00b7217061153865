import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { CellDetail } from '@slipway/plugin-gitops-common';
import { z } from 'zod';

type Link = CellDetail['links'][number];

const linkSchema = z.object({
  kind: z.enum(['metrics', 'logs', 'other']),
  title: z.string().min(1).max(100),
  url: z.string().max(4_000),
});

/** A page elsewhere, whose address has placeholders. */
export type LinkTemplate = z.infer<typeof linkSchema>;

/** What placeholders stand for; times in milliseconds since 1970, as Grafana takes them. */
export type LinkPlace = Record<
  'component' | 'environment' | 'cluster' | 'namespace' | 'from' | 'to',
  string
>;

const EXAMPLE: LinkPlace = {
  component: 'shop',
  environment: 'prod',
  cluster: 'yc',
  namespace: 'shop-prod',
  from: '0',
  to: '1',
};

/**
 * Reads `gitops.links`.
 *
 * @throws `InputError` if an address is none, or has a placeholder that nothing stands for
 */
export function readLinkTemplates(config: Config): LinkTemplate[] {
  const entries = config.getOptionalConfigArray('gitops.links') ?? [];
  return entries.map((entry, index) => {
    const key = `gitops.links[${index}]`;
    const parsed = linkSchema.safeParse(entry.get());
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new InputError(`${key}.${issue.path.join('.')}: ${issue.message}`);
    }
    const url = fill(parsed.data.url, EXAMPLE);
    const left = /\{\w*\}/.exec(url)?.[0];
    if (left) {
      throw new InputError(
        `${key}.url: nothing stands for ${left}; there are ${Object.keys(
          EXAMPLE,
        )
          .map(name => `{${name}}`)
          .join(', ')}`,
      );
    }
    if (!isWebAddress(url)) {
      throw new InputError(`${key}.url: is no http or https address`);
    }
    return parsed.data;
  });
}

/** The pages of a place. */
export function cellLinks(
  templates: readonly LinkTemplate[],
  place: LinkPlace,
): Link[] {
  return templates.map(({ kind, title, url }) => ({
    kind,
    title,
    url: fill(url, place),
  }));
}

function fill(url: string, place: LinkPlace): string {
  return Object.entries(place).reduce(
    (text, [name, value]) =>
      text.replaceAll(`{${name}}`, encodeURIComponent(value)),
    url,
  );
}

function isWebAddress(text: string): boolean {
  return (
    URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
  );
}
