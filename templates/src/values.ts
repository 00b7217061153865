import type { TemplateValue } from 'nunjitsu';

/** What a template calls `values`: plain data, as the form or the CLI gives it. */
export type TemplateValues = Readonly<Record<string, TemplateValue>>;
