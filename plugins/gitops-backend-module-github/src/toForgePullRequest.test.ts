import { mergeOf } from './mergeOf';
import type { GithubDetail } from './pullRequestReply';
import {
  toForgePullRequest,
  toForgePullRequestDetail,
} from './toForgePullRequest';

const pull: GithubDetail = {
  number: 7,
  title: 'Create shop',
  url: 'https://example.com/acme/infra/pull/7',
  state: 'OPEN',
  isDraft: false,
  author: null,
  createdAt: '2026-11-21T10:00:00Z',
  updatedAt: '2026-11-21T10:00:00Z',
  headRefName: 'slipway/create-shop',
  headRefOid: 'abc',
  headRepository: { nameWithOwner: 'mallory/infra' },
  headRepositoryOwner: { login: 'mallory' },
  reviewRequests: {
    nodes: [
      { requestedReviewer: { __typename: 'User', login: 'robin' } },
      {
        requestedReviewer: {
          __typename: 'Team',
          combinedSlug: 'acme/platform',
        },
      },
      { requestedReviewer: null },
    ],
  },
  latestOpinionatedReviews: {
    nodes: [{ state: 'APPROVED' }, { state: 'CHANGES_REQUESTED' }],
  },
  body: '',
  baseRefName: 'main',
  mergedAt: null,
  mergeable: 'MERGEABLE',
  mergeStateStatus: 'BLOCKED',
  reviewDecision: 'REVIEW_REQUIRED',
  mergeCommit: null,
  baseRef: {
    refUpdateRule: { requiredStatusCheckContexts: ['slipway/plan', 'lint'] },
  },
  labels: { nodes: [{ name: 'Hotfix' }] },
  timelineItems: {
    nodes: ['hotfix', 'docs', 'docs'].map((name, minute) => ({
      createdAt: `2026-11-21T10:0${minute}:00Z`,
      actor: { __typename: 'User', login: `casey-${minute}` },
      label: { name },
    })),
  },
  comments: {
    nodes: [
      {
        body: 'Why?',
        createdAt: '2026-11-21T10:05:00Z',
        url: 'https://example.com/c',
        viewerDidAuthor: true,
        author: { __typename: 'Bot', login: 'helper' },
      },
    ],
  },
  reviews: {
    nodes: [
      {
        body: '',
        state: 'APPROVED',
        submittedAt: '2026-11-21T10:04:00Z',
        url: 'https://example.com/r',
        viewerDidAuthor: false,
        author: { __typename: 'User', login: 'robin' },
        commit: { oid: 'abb' },
      },
      {
        body: '',
        state: 'COMMENTED',
        submittedAt: '2026-11-21T10:06:00Z',
        url: 'https://example.com/holds-remarks',
        viewerDidAuthor: false,
        author: { __typename: 'User', login: 'robin' },
        commit: { oid: 'abb' },
      },
      {
        body: 'draft',
        state: 'PENDING',
        submittedAt: null,
        url: 'https://example.com/p',
        viewerDidAuthor: false,
        author: { __typename: 'User', login: 'robin' },
        commit: null,
      },
    ],
  },
  reviewThreads: {
    nodes: [
      { line: 12, originalLine: 12, isOutdated: false, isResolved: false },
      { line: null, originalLine: 3, isOutdated: true, isResolved: true },
      { line: null, originalLine: null, isOutdated: false, isResolved: false },
    ].map((where, minute) => ({
      path: 'apps/shop/values.yaml',
      ...where,
      comments: {
        nodes: [
          {
            body: 'Here',
            createdAt: `2026-11-21T10:0${6 + minute}:00Z`,
            url: 'https://example.com/d',
            viewerDidAuthor: false,
            author: { __typename: 'User', login: 'robin' },
            originalCommit: { oid: 'abb' },
          },
        ],
      },
    })),
  },
  commits: {
    nodes: [
      {
        commit: {
          oid: 'abc',
          messageHeadline: 'feat: create shop',
          committedDate: '2026-11-21T12:00:00+02:00',
          author: { name: 'Casey', user: null },
        },
      },
    ],
  },
  newest: {
    nodes: [
      {
        commit: {
          statusCheckRollup: {
            state: 'PENDING',
            contexts: {
              nodes: [
                {
                  __typename: 'StatusContext',
                  context: 'evil',
                  statusState: 'ERROR',
                  description: null,
                  targetUrl: 'data:text/html,surprise',
                  isRequired: false,
                },
                {
                  __typename: 'CheckRun',
                  name: 'lint',
                  status: 'COMPLETED',
                  conclusion: 'TIMED_OUT',
                  title: 'took too long',
                  detailsUrl: 'https://ci.example.com/1',
                  isRequired: true,
                },
              ],
            },
          },
        },
      },
    ],
  },
};

describe('a pull request of GitHub', () => {
  it('does not take a fork’s branch for Slipway’s own', () => {
    const listed = { ...pull, commits: { nodes: [] } };
    const branch = (other: Partial<GithubDetail>) =>
      toForgePullRequest('acme/infra', {
        ...listed,
        ...other,
        commits: listed.commits,
      }).branch;
    expect(branch({})).toBe('mallory:slipway/create-shop');
    expect(branch({ headRepository: null, headRepositoryOwner: null })).toBe(
      'fork:slipway/create-shop',
    );
    expect(branch({ headRepository: { nameWithOwner: 'Acme/Infra' } })).toBe(
      'slipway/create-shop',
    );
  });

  it('tells checks that are missing, what was said in order, and no link that is none', () => {
    expect(toForgePullRequestDetail('acme/infra', pull)).toMatchObject({
      author: 'ghost',
      checks: 'pending',
      approvals: 1,
      reviewers: ['robin', '@acme/platform'],
      commits: [{ author: 'Casey', at: '2026-11-21T10:00:00.000Z' }],
      events: [
        { kind: 'approved', author: 'robin', commit: 'abb' },
        { kind: 'comment', author: 'helper[bot]', body: 'Why?', own: true },
        ...[
          { line: 12, outdated: false, resolved: false },
          { line: 3, outdated: true, resolved: true },
          { line: undefined, outdated: false, resolved: false },
        ].map(place => ({
          kind: 'comment',
          author: 'robin',
          body: 'Here',
          commit: 'abb',
          place: { path: 'apps/shop/values.yaml', ...place },
        })),
      ],
      checkRuns: [
        { name: 'evil', state: 'failure', url: undefined, required: false },
        { name: 'lint', state: 'failure', url: 'https://ci.example.com/1' },
        { name: 'slipway/plan', state: 'pending', required: true },
      ],
      behind: false,
      labels: [
        { name: 'hotfix', isSet: true, by: 'casey-0' },
        { name: 'docs', isSet: false, by: 'casey-2' },
      ],
      merge: {
        state: 'blocked',
        reason:
          'The approval of a reviewer who may give it is missing. The check lint failed. The check slipway/plan has not ended.',
      },
    });
  });

  it.each<[string, Partial<GithubDetail>, string, string | undefined]>([
    ['free', { mergeStateStatus: 'UNSTABLE' }, 'mergeable', undefined],
    ['conflicting', { mergeable: 'CONFLICTING' }, 'conflict', 'main'],
    ['a draft', { isDraft: true }, 'blocked', 'draft'],
    [
      'objected to',
      { reviewDecision: 'CHANGES_REQUESTED' },
      'blocked',
      'asked for changes',
    ],
    ['behind', { mergeStateStatus: 'BEHIND' }, 'blocked', 'behind main'],
    ['under a rule unknown', {}, 'blocked', 'rules of the branch'],
    [
      'not worked out',
      { mergeStateStatus: 'UNKNOWN' },
      'unknown',
      'working it out',
    ],
    ['closed', { state: 'CLOSED' }, 'blocked', 'closed'],
    [
      'merged',
      { state: 'MERGED', mergeCommit: { oid: 'def' } },
      'merged',
      undefined,
    ],
  ])(
    'says whether one can be merged that is %s',
    (_what, other, state, reason) => {
      const merge = mergeOf({ ...pull, reviewDecision: null, ...other }, []);
      expect(merge.state).toBe(state);
      expect(merge.reason ?? '').toContain(reason ?? '');
      expect(merge.reason === undefined).toBe(reason === undefined);
    },
  );
});
