import type { Request, Response } from 'express';
import type { ForgeContext } from '../../context.ts';
import { pathUrl } from '../../rest/serialize/urls.ts';
import { avatar } from '../avatar.ts';
import { commitRow } from '../commitRow.ts';
import { counts, diffView } from '../diff.ts';
import { html, type Html } from '../html.ts';
import { markdown } from '../markdown.ts';
import { repositoryHead } from '../repositoryHead.ts';
import { sendPage } from '../send.ts';
import { checkMark, pullBadge, pullState } from '../state.ts';
import { ago } from '../time.ts';
import { answerForm, type Draft } from './answerForm.ts';
import { mergeBox } from './mergeBox.ts';
import { readPull, visitPull, type PullView, type PullVisit } from './read.ts';
import { timelineCard } from './timeline.ts';

/** `GET /:owner/:repo/pull/:number` */
export async function pullPage(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  await sendPull(context, res, await visitPull(context, req, res), {});
}

/** Sends the page, after a refused action with the reason and what was typed. */
export async function sendPull(
  context: ForgeContext,
  res: Response,
  visited: PullVisit,
  draft: Draft & { status?: number },
): Promise<void> {
  const view = await readPull(context, visited);
  const now = context.clock();
  const { pull, href, viewer } = view;
  sendPage(res, {
    status: draft.status,
    title: `${pull.issue.title} · #${pull.number}`,
    viewer,
    returnTo: href,
    body: html`${await repositoryHead(context, view, 'pulls')}
      ${heading(view, now)}
      ${draft.error && html`<p class="alert" role="alert">${draft.error}</p>`}
      <nav class="tabs" aria-label="Pull request">
        <a href="#conversation">Conversation</a>
        <a href="#commits"
          >Commits<span class="count">${view.commits.length}</span></a
        >
        <a href="#checks"
          >Checks<span class="count">${view.checks.length}</span></a
        >
        <a href="#files"
          >Files<span class="count">${view.changes.length}</span></a
        >
      </nav>
      <div class="columns">
        <div class="main-column">
          ${conversation(view, now)}
          <section aria-labelledby="commits">
            <h2 id="commits">Commits</h2>
            <ul class="rows box">
              ${view.commits.map(
                commit =>
                  html`<li>${commitRow(context, view.path, commit)}</li>`,
              )}
            </ul>
          </section>
        </div>
        <aside class="side-column" aria-label="Merge and review">
          ${checks(view)} ${mergeBox(view, now)}
          <section class="box pad">${answerForm(view, draft)}</section>
        </aside>
      </div>
      ${files(view)}`,
  });
}

function heading({ pull, author, commits }: PullView, now: Date): Html {
  const count =
    commits.length === 1 ? 'one commit' : `${commits.length} commits`;
  return html`<header class="pull-head">
    <h1>${pull.issue.title} <span class="muted">#${pull.number}</span></h1>
    <p>
      ${pullBadge(pullState(pull))}
      <span>
        <a href=${`/${author.login}`}><strong>${author.login}</strong></a>
        <span class="muted"> proposes ${count} for </span>
        <span class="mono ref">${pull.baseRef}</span>
        <span class="muted"> from </span>
        <span class="mono ref">${pull.headRef}</span>
        <span class="muted">, ${ago(now, pull.issue.createdAt)}</span>
      </span>
    </p>
  </header>`;
}

function conversation(view: PullView, now: Date): Html {
  const { pull, author, timeline, waitingFor } = view;
  return html`<section aria-labelledby="conversation">
    <h2 id="conversation">Conversation</h2>
    <ul class="timeline">
      <li class="card">
        <p class="by">
          ${avatar(author.login, 20)}
          <a href=${`/${author.login}`}><strong>${author.login}</strong></a>
          <span class="muted"
            >opened this ${ago(now, pull.issue.createdAt)}</span
          >
        </p>
        <div class="said">
          ${
            pull.issue.body
              ? markdown(pull.issue.body)
              : html`<p class="note">No description.</p>`
          }
        </div>
      </li>
      ${timeline.map(entry => timelineCard(now, entry))}
    </ul>
    ${
      waitingFor.length > 0 &&
      html`<p class="note">Review asked of ${waitingFor.join(', ')}.</p>`
    }
  </section>`;
}

function checks({ checks: all, requiredChecks, pull }: PullView): Html {
  // After the merge nobody waits for them any more.
  const awaited = pull.issue.state === 'open' ? [...requiredChecks] : [];
  const missing = awaited.filter(
    name => !all.some(check => check.name === name),
  );
  return html`<section class="box pad" aria-labelledby="checks">
    <h2 id="checks">Checks</h2>
    ${
      all.length + missing.length === 0 &&
      html`<p class="note">No checks have been reported for this commit.</p>`
    }
    <ul class="checks">
      ${all.map(
        ({ name, state, description, url }) =>
          html`<li>
            ${checkMark(state)}
            <span class="grow">
              ${
                url && /^https?:/.test(url)
                  ? html`<a href=${url} rel="noreferrer">${name}</a>`
                  : name
              }
              ${requiredChecks.has(name) && html`<span class="tag">required</span>`}
              ${description && html`<span class="note">${description}</span>`}
            </span>
          </li>`,
      )}
      ${missing.map(
        name =>
          html`<li>
            ${checkMark('pending')}
            <span class="grow">
              ${name} <span class="tag">required</span>
              <span class="note">has not reported yet</span>
            </span>
          </li>`,
      )}
    </ul>
  </section>`;
}

function files({ changes, path, pull }: PullView): Html {
  const total = {
    additions: changes.reduce((sum, change) => sum + change.additions, 0),
    deletions: changes.reduce((sum, change) => sum + change.deletions, 0),
  };
  return html`<section aria-labelledby="files">
    <h2 id="files">Files ${counts(total)}</h2>
    ${changes.length === 0 && html`<p class="note">No file differs.</p>`}
    ${
      changes.length > 1 &&
      html`<ul class="index mono">
        ${changes.map(
          (change, i) =>
            html`<li>
              <a href=${`#file-${i}`}>${change.path}</a> ${counts(change)}
            </li>`,
        )}
      </ul>`
    }
    ${diffView(
      changes,
      file => `${path}/blob/${pull.headSha}/${pathUrl(file)}`,
    )}
  </section>`;
}
