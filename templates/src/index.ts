export { renderTemplate } from './renderTemplate.ts';
export type { RenderOptions, RenderedFile } from './renderTemplate.ts';
export type { TemplateValues } from './values.ts';
