import { html, type Html } from './html.ts';

/** The shapes that stand beside a state's colour and word. */
const PATHS = {
  open: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z',
  merged:
    'M5 3v10M5 5.5c0 3.5 2.5 4.5 6 4.5M5 1.8a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM5 11.4a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM12.2 8.6a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8Z',
  closed: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM4.2 11.8l7.6-7.6',
  draft: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM5.2 8h5.6',
  success:
    'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM5.4 8.2l1.8 1.8 3.4-3.8',
  failure:
    'M5.8 2.5h4.4l3.3 3.3v4.4l-3.3 3.3H5.8l-3.3-3.3V5.8ZM6 6l4 4M10 6l-4 4',
  pending: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3.2l2 1.3',
  comment: 'M2.5 3.5h11v7.5H8l-3 2.5V11H2.5Z',
  commit: 'M8 5.6a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8ZM1.5 8h4M10.5 8h4',
  folder: 'M2 4h4l1.5 1.5H14V13H2Z',
  file: 'M4 2h5l3 3v9H4ZM9 2v3h3',
  branch:
    'M5 4.6v6.8M5 1.8a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM5 11.4a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM11.5 2.8a1.4 1.4 0 1 1 0 2.8 1.4 1.4 0 0 1 0-2.8ZM11.5 5.6C11.5 8.5 5 7 5 11',
} as const;

/** The name of a drawn shape. */
export type IconName = keyof typeof PATHS;

/** A small line drawing that takes the colour of its text. */
export function icon(name: IconName): Html {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d=${PATHS[name]} />
  </svg>`;
}

/** The forge's mark: a hull on its ways. */
export function brandMark(): Html {
  return html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M3 9h15l-2.5 6H6.5Z" />
    <path d="M2 20l20-4" fill="none" />
    <path d="M9 9V4l5 5" fill="none" />
  </svg>`;
}
