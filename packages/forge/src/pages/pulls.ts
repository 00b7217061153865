import type { Request, Response } from 'express';
import type { ForgeContext } from '../context.ts';
import { accountLookup } from '../domain/accounts.ts';
import { html } from './html.ts';
import { repositoryHead } from './repositoryHead.ts';
import { sendPage } from './send.ts';
import { pullBadge, pullState } from './state.ts';
import { ago } from './time.ts';
import { visitRepository } from './visit.ts';

/** Pull requests on the page; older ones are found by their number. */
const LIMIT = 200;

/** `GET /:owner/:repo/pulls?state=open|closed`: the pull requests, newest first. */
export async function pullsPage(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const { store, clock } = context;
  const repository = await visitRepository(context, req, res);
  const repoId = repository.located.repo.id;
  const state = req.query.state === 'closed' ? 'closed' : 'open';
  const issues = await store.issues.list(
    { repoId, isPull: true, state },
    { orderBy: 'number', descending: true, limit: LIMIT },
  );
  const pulls = issues.length
    ? await store.pulls.list({ id: issues.map(({ id }) => id) })
    : [];
  const byId = new Map(pulls.map(pull => [pull.id, pull]));
  const author = await accountLookup(
    context,
    issues.map(({ authorId }) => authorId),
  );
  const here = `${repository.path}/pulls`;
  const current = (value: string) => (value === state ? 'page' : undefined);
  sendPage(res, {
    title: `Pull requests of ${repository.path.slice(1)}`,
    viewer: repository.viewer,
    returnTo: req.originalUrl,
    body: html`${await repositoryHead(context, repository, 'pulls')}
      <h1>Pull requests</h1>
      <nav class="filters" aria-label="State">
        <a href=${here} aria-current=${current('open')}>Open</a>
        <a href=${`${here}?state=closed`} aria-current=${current('closed')}
          >Closed</a
        >
      </nav>
      ${
        issues.length === 0 &&
        html`<section class="empty">
          <h2>No ${state} pull requests</h2>
          <p>
            ${
              state === 'open'
                ? 'A pull request appears here when someone proposes a change, by the portal or by pushing a branch.'
                : 'Merged and closed pull requests are listed here.'
            }
          </p>
        </section>`
      }
      <ul class="rows">
        ${issues.map(issue => {
          const pull = byId.get(issue.id);
          return (
            pull &&
            html`<li>
              ${pullBadge(pullState({ ...pull, issue }))}
              <div class="grow">
                <a
                  class="name"
                  href=${`${repository.path}/pull/${issue.number}`}
                  >${issue.title}</a
                >
                <p class="note">
                  #${issue.number} by ${author(issue.authorId).login},${' '}
                  ${ago(clock(), issue.createdAt)},${' '}
                  <span class="mono">${pull.headRef}</span> →${' '}
                  <span class="mono">${pull.baseRef}</span>
                </p>
              </div>
            </li>`
          );
        })}
      </ul>`,
  });
}
