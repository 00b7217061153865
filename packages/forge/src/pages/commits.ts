import type { Request, Response } from 'express';
import type { ForgeContext } from '../context.ts';
import { checksOf } from '../domain/checks.ts';
import { notFound } from '../http/errors.ts';
import { pathUrl } from '../rest/serialize/urls.ts';
import { commitRow } from './commitRow.ts';
import { counts, diffView } from './diff.ts';
import { html } from './html.ts';
import { repositoryHead } from './repositoryHead.ts';
import { splitRevision } from './revision.ts';
import { sendPage } from './send.ts';
import { checkMark } from './state.ts';
import { ago } from './time.ts';
import { visitRepository } from './visit.ts';

const PER_PAGE = 50;

/** `GET /:owner/:repo/commits/<revision>`: the history, newest first. */
export async function commitsPage(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const repository = await visitRepository(context, req, res);
  const { repo } = repository.located;
  const git = context.git.open(repo.id);
  const wanted = req.params[0];
  const page = Math.min(10_000, Math.max(1, Number(req.query.page) || 1));
  const empty = !wanted && !(await git.resolve(repo.defaultBranch));
  const { name, commit, path } = empty
    ? { name: repo.defaultBranch, commit: '', path: '' }
    : await splitRevision(git, wanted || repo.defaultBranch);
  const log = empty
    ? []
    : await git.log(commit, null, {
        path,
        skip: (page - 1) * PER_PAGE,
        limit: PER_PAGE + 1,
      });
  const here = `${repository.path}/commits/${pathUrl(name)}${path && `/${pathUrl(path)}`}`;
  sendPage(res, {
    title: `Commits of ${repository.path.slice(1)}`,
    viewer: repository.viewer,
    returnTo: req.originalUrl,
    body: html`${await repositoryHead(context, repository, 'commits')}
      <h1>
        Commits <span class="muted">on</span> <span class="mono">${name}</span>
      </h1>
      ${
        log.length
          ? html`<ul class="rows box">
              ${log
                .slice(0, PER_PAGE)
                .map(
                  entry =>
                    html`<li>
                      ${commitRow(context, repository.path, entry)}
                    </li>`,
                )}
            </ul>`
          : html`<p class="note">No commits.</p>`
      }
      <nav class="pager" aria-label="Pages">
        ${page > 1 && html`<a href=${`${here}?page=${page - 1}`}>Newer</a>`}
        ${
          log.length > PER_PAGE &&
          html`<a href=${`${here}?page=${page + 1}`}>Older</a>`
        }
      </nav>`,
  });
}

/** `GET /:owner/:repo/commit/:sha`: one commit with its diff. */
export async function commitPage(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const repository = await visitRepository(context, req, res);
  const { repo } = repository.located;
  const git = context.git.open(repo.id);
  const sha = await git.resolve(req.params.sha);
  if (!sha) throw notFound();
  const commit = await git.readCommit(sha);
  const changes = await git.changes(commit.parents[0] ?? null, sha);
  const checks = await checksOf(context, repo, sha);
  const [subject, ...rest] = commit.message.trim().split('\n');
  const total = {
    additions: changes.reduce((sum, change) => sum + change.additions, 0),
    deletions: changes.reduce((sum, change) => sum + change.deletions, 0),
  };
  sendPage(res, {
    title: subject,
    viewer: repository.viewer,
    returnTo: req.originalUrl,
    body: html`${await repositoryHead(context, repository, 'commits')}
      <h1>${subject}</h1>
      ${rest.length > 0 && html`<pre class="message">${rest.join('\n').trim()}</pre>`}
      <p class="note">
        <span class="mono">${sha}</span> by ${commit.author.name},${' '}
        ${ago(context.clock(), commit.author.date)}
        ${commit.parents.map(
          parent =>
            html`${', parent '}<a
                class="mono"
                href=${`${repository.path}/commit/${parent}`}
                >${parent.slice(0, 7)}</a
              >`,
        )}
      </p>
      ${checks.map(
        check => html`<p>${checkMark(check.state)} ${check.name}</p>`,
      )}
      <h2>${changes.length} changed files ${counts(total)}</h2>
      ${diffView(
        changes,
        path => `${repository.path}/blob/${sha}/${pathUrl(path)}`,
      )}`,
  });
}
