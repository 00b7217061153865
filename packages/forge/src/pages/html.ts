import type { ComponentChildren } from 'preact';

/** Builds elements from a template; everything put into it is escaped. */
export { html } from 'htm/preact';

/** Something a page can contain. */
export type Html = ComponentChildren;
