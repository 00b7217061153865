import { toForgePullRequest } from './toForgePullRequest';

const pull = {
  number: 7,
  title: 'Create shop',
  html_url: 'https://example.com/acme/infra/pull/7',
  user: null,
  created_at: '2026-11-21T10:00:00Z',
  updated_at: '2026-11-21T10:00:00Z',
  head: {
    ref: 'slipway/create-shop',
    sha: 'abc',
    label: 'mallory:slipway/create-shop',
    repo: { full_name: 'mallory/infra' },
  },
};

it('does not take a fork’s branch for Slipway’s own', () => {
  expect(toForgePullRequest('acme/infra', pull)).toMatchObject({
    branch: 'mallory:slipway/create-shop',
    author: 'ghost',
    draft: false,
  });
  expect(
    toForgePullRequest('acme/infra', {
      ...pull,
      head: { ...pull.head, repo: null, label: null },
    }).branch,
  ).toBe('fork:slipway/create-shop');
  expect(
    toForgePullRequest('acme/infra', {
      ...pull,
      head: { ...pull.head, repo: { full_name: 'Acme/Infra' } },
    }).branch,
  ).toBe('slipway/create-shop');
});
