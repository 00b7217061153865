import type { ForgeContext } from '../context.ts';
import { html, type Html } from './html.ts';
import type { RepositoryVisit } from './visit.ts';

/** The name of a repository and the way to its parts, on top of each of its pages. */
export async function repositoryHead(
  { store }: ForgeContext,
  { located, path }: RepositoryVisit,
  current: 'code' | 'commits' | 'pulls',
): Promise<Html> {
  const { repo, owner } = located;
  const open = await store.issues.count({
    repoId: repo.id,
    isPull: true,
    state: 'open',
  });
  const tabs = [
    { key: 'code', href: path, label: 'Code' },
    { key: 'commits', href: `${path}/commits`, label: 'Commits' },
    {
      key: 'pulls',
      href: `${path}/pulls`,
      label: 'Pull requests',
      count: open,
    },
  ];
  return html`<header class="repository-head">
    <p class="crumbs">
      <a href=${`/${owner.login}`}>${owner.login}</a>
      <span class="muted"> / </span>
      <a href=${path}><strong>${repo.name}</strong></a>
      <span class="tag">${repo.private ? 'Private' : 'Public'}</span>
      ${repo.archived && html`<span class="tag">Archived</span>`}
    </p>
    <nav class="tabs" aria-label="Repository">
      ${tabs.map(
        ({ key, href, label, count }) =>
          html`<a
            href=${href}
            aria-current=${key === current ? 'page' : undefined}
            >${label}${
              count !== undefined && html`<span class="count">${count}</span>`
            }</a
          >`,
      )}
    </nav>
  </header>`;
}
