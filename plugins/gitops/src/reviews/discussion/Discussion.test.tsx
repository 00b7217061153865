import type { PullRequestEvent } from '@slipway/plugin-gitops-common';
import { screen, within } from '@testing-library/react';
import { renderWithGitOps } from '../../__testUtils__/renderWithGitOps';
import { commitId, makeReview } from '../../__testUtils__/reviews';
import { Discussion } from './Discussion';

const remark: PullRequestEvent = {
  kind: 'comment',
  author: 'robin',
  body: 'Why two?',
  at: '2026-11-21T10:00:00Z',
  url: 'http://forge.example/12#r1',
  commit: commitId(1),
  place: {
    path: 'apps/shop/values.yaml',
    line: 12,
    outdated: false,
    resolved: false,
  },
};

describe('Discussion', () => {
  it('says of remarks which file and line they are on, and whether that still counts', async () => {
    const place = { path: 'apps/shop/values.yaml' };
    const events: PullRequestEvent[] = [
      remark,
      {
        ...remark,
        url: 'http://forge.example/12#r2',
        commit: commitId(2),
        place: { ...place, line: 3, outdated: true, resolved: true },
      },
      {
        ...remark,
        url: undefined,
        place: { ...place, outdated: false, resolved: false },
      },
    ];
    renderWithGitOps(<Discussion review={makeReview({ events })} />);
    const list = await screen.findByRole('list', { name: 'Discussion' });
    const [, now, then, whole] = within(list).getAllByRole('listitem');
    expect(now).toHaveTextContent(/on apps\/shop\/values\.yaml:12Why two\?$/);
    expect(within(now).getByRole('link')).toHaveAttribute('href', remark.url);
    expect(then).toHaveTextContent(
      /of an older commit, on apps\/shop\/values\.yaml:3, which has changed since, resolvedWhy/,
    );
    expect(whole).toHaveTextContent(/on apps\/shop\/values\.yamlWhy two\?$/);
  });
});
