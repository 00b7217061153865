import { createHash } from 'node:crypto';
import { html, type Html } from './html.ts';

/** A person's picture in a page; decorative, the name stands beside it. */
export function avatar(login: string, size: number): Html {
  return html`<img
    class="avatar"
    src=${`/avatars/${encodeURIComponent(login)}`}
    alt=""
    width=${size}
    height=${size}
  />`;
}

/** Draws the picture: the first letter on a colour that the name decides. */
export function avatarSvg(login: string): string {
  const hue = createHash('sha256').update(login.toLowerCase()).digest()[0];
  const letter = /^[a-z0-9]/i.exec(login)?.[0].toUpperCase() ?? '?';
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">',
    `<rect width="64" height="64" fill="hsl(${Math.round((hue / 255) * 360)} 42% 42%)"/>`,
    '<text x="32" y="43" text-anchor="middle" font-family="system-ui, sans-serif"',
    ` font-size="32" font-weight="600" fill="#fff">${letter}</text></svg>`,
  ].join('');
}
