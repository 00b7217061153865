import { atLeast, permissionOf, type Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { accountLookup } from '../domain/accounts.ts';
import type { Located } from '../domain/repositories.ts';
import { html, type Html } from './html.ts';
import { ago } from './time.ts';

/** A repository with what a list says about it. */
export interface Entry extends Located {
  openPulls: number;
}

/** The repositories that someone may read, most recently changed first. */
export async function readableRepositories(
  context: ForgeContext,
  actor: Actor,
  where: { ownerId?: number },
): Promise<Entry[]> {
  const { store } = context;
  const all = await store.repositories.list(where);
  const owner = await accountLookup(
    context,
    all.map(({ ownerId }) => ownerId),
  );
  const entries = await Promise.all(
    all.map(async repo => {
      const permission = await permissionOf(context, actor, repo);
      if (!atLeast(permission, 'read')) return [];
      const openPulls = await store.issues.count({
        repoId: repo.id,
        isPull: true,
        state: 'open',
      });
      return [{ repo, owner: owner(repo.ownerId), openPulls }];
    }),
  );
  return entries.flat().sort((a, b) => (changedAt(a) < changedAt(b) ? 1 : -1));
}

/** The list itself. */
export function repositoryList(
  context: ForgeContext,
  entries: readonly Entry[],
): Html {
  const now = context.clock();
  return html`<ul class="rows">
    ${entries.map(entry => {
      const { repo, owner, openPulls } = entry;
      const path = `/${owner.login}/${repo.name}`;
      return html`<li>
        <div class="grow">
          <a class="name" href=${path}
            ><span class="muted">${owner.login}/</span>${repo.name}</a
          >
          ${repo.private && html`<span class="tag">Private</span>`}
          ${repo.archived && html`<span class="tag">Archived</span>`}
          ${repo.description && html`<p class="note">${repo.description}</p>`}
        </div>
        <div class="facts">
          ${
            openPulls > 0 &&
            html`<a href=${`${path}/pulls`}>
              ${openPulls} open pull ${openPulls === 1 ? 'request' : 'requests'}
            </a>`
          }
          <span class="muted">${ago(now, changedAt(entry))}</span>
        </div>
      </li>`;
    })}
  </ul>`;
}

function changedAt({ repo }: Located): string {
  return repo.pushedAt ?? repo.updatedAt;
}
