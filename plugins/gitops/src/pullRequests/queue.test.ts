import { makeReview } from '../__testUtils__/reviews';
import { concernOf, selectReviews, type Me, type QueueFilters } from './queue';

const me: Me = {
  login: 'robin',
  groups: ['team-shop'],
  components: new Set(['cart']),
};

const all: QueueFilters = {
  view: 'all',
  component: '',
  environment: '',
  risk: '',
  text: '',
  sort: 'risk',
};

const asked = makeReview({ number: 1, verdict: 'safe' });
const owned = makeReview({
  number: 2,
  verdict: 'refused',
  reviewers: [],
  components: ['cart'],
  environments: ['dev'],
  createdAt: '2026-11-20T12:00:00.000Z',
});
const foreign = makeReview({
  number: 3,
  plan: 'planning',
  verdict: undefined,
  reviewers: ['@acme/shop', 'robin-two'],
  createdAt: '2026-11-19T12:00:00.000Z',
});

function numbers(filters: Partial<QueueFilters>): number[] {
  const chosen = { ...all, ...filters };
  return selectReviews([asked, owned, foreign], chosen, me).map(
    ({ number }) => number,
  );
}

describe('concernOf', () => {
  it('tells apart who is asked, who owns, and who opened it', () => {
    expect(concernOf(asked, me)).toEqual({
      asked: true,
      owned: false,
      own: false,
    });
    expect(concernOf(owned, me).owned).toBe(true);
    expect(concernOf(foreign, me).asked).toBe(false);
    const own = makeReview({ author: 'Robin', reviewers: ['Robin'] });
    expect(concernOf(own, me)).toEqual({
      asked: true,
      owned: false,
      own: true,
    });
    expect(concernOf(own, { ...me, login: undefined }).own).toBe(false);
  });
});

describe('selectReviews', () => {
  it('orders by risk and then by age, or by age alone', () => {
    expect(numbers({})).toEqual([2, 3, 1]);
    expect(numbers({ sort: 'age' })).toEqual([3, 2, 1]);
  });

  it('keeps what concerns the person, and what passes every filter', () => {
    expect(numbers({ view: 'mine' })).toEqual([2, 1]);
    expect(numbers({ component: 'cart' })).toEqual([2]);
    expect(numbers({ environment: 'prod' })).toEqual([3, 1]);
    expect(numbers({ risk: 'planning' })).toEqual([3]);
    expect(numbers({ risk: 'none' })).toEqual([]);
    expect(numbers({ text: 'PROMOTE #3' })).toEqual([3]);
    expect(numbers({ text: 'promote absent' })).toEqual([]);
  });
});
