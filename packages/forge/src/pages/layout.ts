import type { VNode } from 'preact';
import { html, type Html } from './html.ts';
import { hiddenCsrf } from './forms.ts';
import { brandMark } from './icons.ts';
import { avatar } from './avatar.ts';

/** Who is looking at the page. */
export interface Viewer {
  login: string;
  csrf: string;
}

/** The frame of every page. */
export function layout(page: {
  title: string;
  body: Html;
  viewer?: Viewer;
  returnTo?: string;
}): VNode {
  return html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${page.title} · Slipway Forge</title>
      <link rel="icon" type="image/svg+xml" href="/_assets/icon.svg" />
      <link rel="stylesheet" href="/_assets/style.css" />
    </head>
    <body>
      <a class="skip" href="#main">Skip to content</a>
      <header class="top">
        <a class="brand" href="/">${brandMark()}<span>Slipway Forge</span></a>
        <nav aria-label="Account" class="account">
          ${
            page.viewer
              ? signedIn(page.viewer)
              : page.returnTo && signedOut(page.returnTo)
          }
        </nav>
      </header>
      <main id="main">${page.body}</main>
    </body>
  </html>`;
}

function signedIn({ login, csrf }: Viewer): Html {
  return html`<a href="/${login}" class="person">
      ${avatar(login, 24)}<span>${login}</span>
    </a>
    <form method="post" action="/logout">
      ${hiddenCsrf(csrf)}
      <button class="quiet" type="submit">Sign out</button>
    </form>`;
}

function signedOut(returnTo: string): Html {
  const target = new URLSearchParams({ return_to: returnTo });
  return html`<a class="button" href="/login?${target}">Sign in</a>`;
}
