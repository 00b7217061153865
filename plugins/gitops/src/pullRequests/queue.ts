import type { ReviewSummary } from '@slipway/plugin-gitops-common';
import { byGravity, type VerdictState } from '../components/VerdictLabel';

/** Who looks at the queue. */
export interface Me {
  /** Name of the person on the forge. */
  login: string | undefined;
  /** Names of their groups. */
  groups: readonly string[];
  /** Components, by their name in the GitOps repository, that they or their groups own. */
  components: ReadonlySet<string>;
}

/** Why a pull request concerns somebody. */
export interface Concern {
  /** They, or a group of theirs, are asked for a review. */
  asked: boolean;
  /** It changes a component of theirs. */
  owned: boolean;
  /** They opened it, so that they cannot approve it. */
  own: boolean;
}

/** What is shown, and in which order; the address holds it. */
export interface QueueFilters {
  view: 'mine' | 'all';
  component: string;
  environment: string;
  risk: string;
  text: string;
  sort: 'risk' | 'age';
}

/** The verdict of a pull request in the queue, or why there is none. */
export function verdictOf({ verdict, plan }: ReviewSummary): VerdictState {
  return verdict ?? (plan === 'ready' ? 'none' : plan);
}

/** How a pull request concerns a person. */
export function concernOf(review: ReviewSummary, me: Me): Concern {
  const names = review.reviewers.map(reviewerName);
  const people = review.reviewers.filter(name => !name.startsWith('@'));
  return {
    asked:
      names.some(name => me.groups.includes(name)) ||
      people.some(name => sameLogin(name, me.login)),
    owned: review.components.some(name => me.components.has(name)),
    own: sameLogin(review.author, me.login),
  };
}

/** Pull requests that pass the filters, in the order asked for; those of the same risk by age. */
export function selectReviews(
  reviews: readonly ReviewSummary[],
  filters: QueueFilters,
  me: Me | undefined,
): ReviewSummary[] {
  return reviews
    .filter(review => filters.view === 'all' || isForMe(review, me))
    .filter(review => has(review.components, filters.component))
    .filter(review => has(review.environments, filters.environment))
    .filter(review => has([verdictOf(review)], filters.risk))
    .filter(review => matches(review, filters.text))
    .sort((a, b) => {
      const risk = byGravity(verdictOf(a), verdictOf(b));
      const age = a.createdAt.localeCompare(b.createdAt);
      return filters.sort === 'risk' ? risk || age : age;
    });
}

/** Whether a person is asked, or owns what it changes. */
export function isForMe(review: ReviewSummary, me: Me | undefined): boolean {
  const concern = me && concernOf(review, me);
  return Boolean(concern?.asked || concern?.owned);
}

/** `team-shop` of `@acme/team-shop`. */
function reviewerName(reviewer: string): string {
  return reviewer.startsWith('@')
    ? reviewer.slice(reviewer.lastIndexOf('/') + 1).toLowerCase()
    : '';
}

function sameLogin(name: string, login: string | undefined): boolean {
  return name.toLowerCase() === login?.toLowerCase();
}

function has(values: readonly string[], wanted: string): boolean {
  return wanted === '' || values.includes(wanted);
}

function matches(review: ReviewSummary, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [
    `#${review.number}`,
    review.title,
    review.author,
    review.branch,
    ...review.components,
    ...review.environments,
  ]
    .join(' ')
    .toLowerCase();
  return words.every(word => text.includes(word));
}
