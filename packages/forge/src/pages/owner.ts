import type { Request, Response } from 'express';
import type { ForgeContext } from '../context.ts';
import { notFound } from '../http/errors.ts';
import type { Account } from '../store/types.ts';
import { avatar } from './avatar.ts';
import { html, type Html } from './html.ts';
import { readableRepositories, repositoryList } from './repositoryList.ts';
import { sendPage } from './send.ts';
import { visit } from './visit.ts';

/** `GET /:owner`: an organisation with its teams, or a person, and their repositories. */
export async function ownerPage(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const { actor, viewer } = await visit(context, req, res);
  const account = await context.store.accounts.find({
    login: req.params.owner,
  });
  if (!account) throw notFound();
  const entries = await readableRepositories(context, actor, {
    ownerId: account.id,
  });
  sendPage(res, {
    title: account.login,
    viewer,
    returnTo: req.originalUrl,
    body: html`<header class="profile">
        ${avatar(account.login, 48)}
        <div>
          <h1>${account.name ?? account.login}</h1>
          <p class="note">
            ${account.type === 'Organization' ? 'Organisation' : account.type}${' '}
            <span class="mono">${account.login}</span>
          </p>
        </div>
      </header>
      ${
        account.type === 'Organization' && viewer
          ? await teams(context, account)
          : await organizations(context, account)
      }
      <h2>Repositories</h2>
      ${
        entries.length
          ? repositoryList(context, entries)
          : html`<p class="note">None that you may see.</p>`
      }`,
  });
}

async function teams(
  { store }: ForgeContext,
  organization: Account,
): Promise<Html> {
  const rows = await store.teams.list({ orgId: organization.id });
  if (!rows.length) return null;
  const withMembers = await Promise.all(
    rows.map(async team => {
      const memberships = await store.teamMembers.list({ teamId: team.id });
      const members = memberships.length
        ? await store.accounts.list({ id: memberships.map(m => m.userId) })
        : [];
      return { team, members };
    }),
  );
  return html`<h2>Teams</h2>
    <ul class="rows">
      ${withMembers.map(
        ({ team, members }) =>
          html`<li id=${`team-${team.slug}`}>
            <div class="grow">
              <span class="name">${team.name}</span>
              ${team.description && html`<p class="note">${team.description}</p>`}
            </div>
            <div class="facts">
              ${members.map(
                ({ login }) =>
                  html`<a class="person" href=${`/${login}`}>
                    ${avatar(login, 20)}<span>${login}</span>
                  </a>`,
              )}
              ${!members.length && html`<span class="muted">no members</span>`}
            </div>
          </li>`,
      )}
    </ul>`;
}

async function organizations(
  { store }: ForgeContext,
  person: Account,
): Promise<Html> {
  const memberships = await store.orgMembers.list({ userId: person.id });
  if (!memberships.length) return null;
  const rows = await store.accounts.list({
    id: memberships.map(({ orgId }) => orgId),
  });
  return html`<p class="note">
    Member of
    ${rows.map(({ login }) => html`${' '}<a href=${`/${login}`}>${login}</a>`)}
  </p>`;
}
