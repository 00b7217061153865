import { html, type Html } from './html.ts';

const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['h', 3600],
  ['min', 60],
] as const;

/** How long ago something was, with the exact time on hover. */
export function ago(now: Date, then: string): Html {
  return html`<time datetime=${then} title=${exact(then)}>
    ${agoText(now, then)}
  </time>`;
}

/** The same as plain text: `just now`, `5 min ago`, `2 days ago`. */
export function agoText(now: Date, then: string): string {
  const seconds = Math.max(0, (now.getTime() - Date.parse(then)) / 1000);
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count < 1) continue;
    const plural = count > 1 && unit.length > 3 ? 's' : '';
    return `${count} ${unit}${plural} ago`;
  }
  return 'just now';
}

function exact(then: string): string {
  return `${new Date(then).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
