import type { ForgeContext } from '../../context.ts';
import { accountLookup } from '../../domain/accounts.ts';
import type {
  Account,
  PullRequest,
  ReviewComment,
  ReviewState,
} from '../../store/types.ts';
import { avatar } from '../avatar.ts';
import { html, type Html } from '../html.ts';
import { icon, type IconName } from '../icons.ts';
import { markdown } from '../markdown.ts';
import { ago } from '../time.ts';

/** A comment or a review, in the order they were written. */
export interface TimelineEntry {
  id: string;
  author: Account;
  /** undefined for a comment */
  verdict: Exclude<ReviewState, 'PENDING'> | undefined;
  body: string;
  at: string;
  remarks: ReviewComment[];
}

/** Reads what people have said about a pull request. */
export async function readTimeline(
  context: ForgeContext,
  pull: PullRequest,
): Promise<TimelineEntry[]> {
  const { store } = context;
  const comments = await store.comments.list({ issueId: pull.id });
  const reviews = await store.reviews.list({ pullId: pull.id });
  const remarks = await store.reviewComments.list({ pullId: pull.id });
  const account = await accountLookup(context, [
    ...comments.map(({ authorId }) => authorId),
    ...reviews.map(({ userId }) => userId),
  ]);
  const entries: TimelineEntry[] = comments.map(comment => ({
    id: `comment-${comment.id}`,
    author: account(comment.authorId),
    verdict: undefined,
    body: comment.body,
    at: comment.createdAt,
    remarks: [],
  }));
  for (const review of reviews) {
    // A pending review is its author's draft.
    if (review.state === 'PENDING' || !review.submittedAt) continue;
    entries.push({
      id: `review-${review.id}`,
      author: account(review.userId),
      verdict: review.state,
      body: review.body,
      at: review.submittedAt,
      remarks: remarks.filter(({ reviewId }) => reviewId === review.id),
    });
  }
  return entries.sort((a, b) => (a.at < b.at ? -1 : 1));
}

const VERDICTS: Record<
  Exclude<ReviewState, 'PENDING'>,
  { icon: IconName; class: string; text: string }
> = {
  APPROVED: { icon: 'success', class: 'success', text: 'approved' },
  CHANGES_REQUESTED: {
    icon: 'failure',
    class: 'failure',
    text: 'requested changes',
  },
  COMMENTED: { icon: 'comment', class: 'quiet', text: 'reviewed' },
  DISMISSED: {
    icon: 'closed',
    class: 'quiet',
    text: 'reviewed (dismissed)',
  },
};

/** One entry as a card. */
export function timelineCard(now: Date, entry: TimelineEntry): Html {
  const { author, verdict, body, remarks } = entry;
  const shown = verdict && VERDICTS[verdict];
  return html`<li class="card" id=${entry.id}>
    <p class="by">
      ${avatar(author.login, 20)}
      <a href=${`/${author.login}`}><strong>${author.login}</strong></a>
      ${
        shown
          ? html`<span class=${`mark-${shown.class}`}
              >${icon(shown.icon)} ${shown.text}</span
            >`
          : html`<span class="muted">commented</span>`
      }
      <span class="muted">${ago(now, entry.at)}</span>
    </p>
    ${body && html`<div class="said">${markdown(body)}</div>`}
    ${remarks.map(
      remark =>
        html`<div class="said">
          <p class="note mono">
            ${remark.path}${remark.line !== null && `:${remark.line}`}
          </p>
          ${markdown(remark.body)}
        </div>`,
    )}
  </li>`;
}
