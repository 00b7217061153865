import { Marked, type Tokens } from 'marked';
import { html, type Html } from './html.ts';

/** Longer texts are shown as they are: rendering must not take long. */
const MAX_LENGTH = 200_000;

const marked = new Marked({
  gfm: true,
  breaks: false,
  renderer: {
    // Raw HTML is text here: descriptions and READMEs are other people's input.
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return isSafe(href)
        ? `<a href="${escapeHtml(href)}" rel="nofollow noreferrer">${text}</a>`
        : text;
    },
    // Pictures would come from elsewhere, which the pages do not allow: link to them.
    image: ({ href, text }) =>
      isSafe(href)
        ? `<a href="${escapeHtml(href)}" rel="nofollow noreferrer">${escapeHtml(text || href)}</a>`
        : escapeHtml(text),
  },
});

/** Renders GitHub-flavoured markdown; whatever it holds, no script or foreign content comes out. */
export function markdown(text: string): Html {
  if (text.length > MAX_LENGTH) return html`<pre>${text}</pre>`;
  const rendered = marked.parse(text, { async: false });
  return html`<div
    class="markdown"
    dangerouslySetInnerHTML=${{ __html: rendered }}
  />`;
}

function isSafe(href: string): boolean {
  const base = 'https://relative.invalid';
  return (
    URL.canParse(href, base) &&
    ['http:', 'https:', 'mailto:'].includes(new URL(href, base).protocol)
  );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
