import type { Response } from 'express';
import { renderToString } from 'preact-render-to-string';
import type { Html } from './html.ts';
import { layout, type Viewer } from './layout.ts';

/** A page to answer with. */
export interface Page {
  status?: number;
  title: string;
  body: Html;
  /** undefined while nobody is signed in */
  viewer?: Viewer;
  /** where to come back to after signing in; without it the page offers no sign-in */
  returnTo?: string;
  /** origins that a form of this page may end at, beside the forge's own */
  formTargets?: readonly string[];
}

/** Sends a page with headers that leave no room for scripts, frames or foreign content. */
export function sendPage(res: Response, page: Page): void {
  const formAction = ["'self'", ...(page.formTargets ?? [])].join(' ');
  res.status(page.status ?? 200);
  res.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': [
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self'",
      `form-action ${formAction}`,
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'unsafe-none', // the portal signs in through a popup
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  });
  res.type('html').send(`<!doctype html>${renderToString(layout(page))}`);
}
