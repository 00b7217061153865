import { hiddenCsrf } from '../forms.ts';
import { html, type Html } from '../html.ts';
import type { PullView } from './read.ts';

/** What was typed and could not be taken, so that nothing is lost. */
export interface Draft {
  error?: string;
  body?: string;
}

/** Comment, approve or request changes: one text, three verdicts. */
export function answerForm(view: PullView, draft: Draft): Html {
  const { viewer, href, may, pull } = view;
  if (!viewer) {
    const target = new URLSearchParams({ return_to: href });
    return html`<p class="note">
      <a href=${`/login?${target}`}>Sign in</a> to comment or review.
    </p>`;
  }
  const open = pull.issue.state === 'open';
  return html`<form method="post" action=${`${href}/answer`} class="answer">
    ${hiddenCsrf(viewer.csrf)}
    <label for="comment">Comment</label>
    <textarea
      id="comment"
      name="body"
      rows="4"
      maxlength="65536"
      placeholder="Markdown is supported"
    >
${draft.body ?? ''}</textarea>
    <div class="buttons">
      <button type="submit" name="event" value="comment">Comment</button>
      ${
        open &&
        html`<button
            type="submit"
            name="event"
            value="REQUEST_CHANGES"
            disabled=${!may.review}
            aria-describedby=${may.review ? undefined : 'own-pull'}
          >
            Request changes
          </button>
          <button
            type="submit"
            class="approve"
            name="event"
            value="APPROVE"
            disabled=${!may.review}
            aria-describedby=${may.review ? undefined : 'own-pull'}
          >
            Approve
          </button>`
      }
    </div>
    ${
      open &&
      !may.review &&
      html`<p class="note" id="own-pull">
        Authors cannot approve or request changes on their own pull request.
      </p>`
    }
  </form>`;
}
