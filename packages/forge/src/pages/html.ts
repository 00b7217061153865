import htm from 'htm';
import { h, type ComponentChildren, type VNode } from 'preact';

/** Something a page can contain. */
export type Html = ComponentChildren;

/** Builds elements from a template; everything put into it is escaped. */
export const html: (
  strings: TemplateStringsArray,
  ...values: unknown[]
) => VNode | VNode[] = htm.bind(h);
