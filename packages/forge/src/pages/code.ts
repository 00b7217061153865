import type { Request, Response } from 'express';
import type { ForgeContext } from '../context.ts';
import type { GitRepository } from '../git/GitRepository.ts';
import type { TreeEntry } from '../git/types.ts';
import { notFound } from '../http/errors.ts';
import { pathUrl } from '../rest/serialize/urls.ts';
import { commitRow } from './commitRow.ts';
import { html, type Html } from './html.ts';
import { icon } from './icons.ts';
import { markdown } from './markdown.ts';
import { repositoryHead } from './repositoryHead.ts';
import { splitRevision, type Revision } from './revision.ts';
import { sendPage } from './send.ts';
import { visitRepository, type RepositoryVisit } from './visit.ts';

const README = /^readme(\.(md|markdown|txt))?$/i;
const MAX_README = 500_000;

/** `GET /:owner/:repo` and `/tree/<revision>/<path>`: files, README, latest commit. */
export async function codePage(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const repository = await visitRepository(context, req, res);
  const { repo } = repository.located;
  const git = context.git.open(repo.id);
  const wanted = req.params[0];
  const empty = !wanted && !(await git.resolve(repo.defaultBranch));
  const body = empty
    ? emptyRepository(context, repository)
    : await files(context, repository, git, wanted || repo.defaultBranch);
  sendPage(res, {
    title: repository.path.slice(1),
    viewer: repository.viewer,
    returnTo: req.originalUrl,
    body: html`${await repositoryHead(context, repository, 'code')}
    ${repo.description && html`<p class="lead">${repo.description}</p>`} ${body}`,
  });
}

function emptyRepository(
  context: ForgeContext,
  { path, located }: RepositoryVisit,
): Html {
  const { defaultBranch } = located.repo;
  return html`<section class="empty">
    <h2>This repository is empty</h2>
    <p>Push a first commit to it:</p>
    <pre class="mono">
git remote add origin ${context.baseUrl}${path}.git
git push -u origin ${defaultBranch}</pre>
  </section>`;
}

async function files(
  context: ForgeContext,
  { path: base }: RepositoryVisit,
  git: GitRepository,
  wanted: string,
): Promise<Html> {
  const revision = await splitRevision(git, wanted);
  const { name, commit, path } = revision;
  const entries = await git.readTree(commit, { path });
  if (!entries) throw notFound();
  const [latest] = await git.log(commit, null, { path, limit: 1 });
  return html`<div class="code-bar">
      <span class="ref mono">${icon('branch')}${name}</span>
      ${pathCrumbs(base, revision)}
      <span class="clone mono" title="Clone address"
        >${context.baseUrl}${base}.git</span
      >
    </div>
    <section class="box" aria-label="Files">
      ${latest && html`<div class="latest">${commitRow(context, base, latest)}</div>`}
      <ul class="files">
        ${
          path &&
          html`<li>
            <a
              href=${treeUrl(base, name, path.split('/').slice(0, -1).join('/'))}
              >..<span class="hidden"> parent directory</span></a
            >
          </li>`
        }
        ${[...entries].sort(byKind).map(
          entry =>
            html`<li>
              ${icon(entry.type === 'blob' ? 'file' : 'folder')}
              <a href=${entryUrl(base, revision, entry)}>${entry.path}</a>
              ${
                entry.size !== undefined &&
                html`<span class="muted size">${sizeText(entry.size)}</span>`
              }
            </li>`,
        )}
      </ul>
    </section>
    ${await readme(git, entries)}`;
}

/** `GET /:owner/:repo/blob/<revision>/<path>`: one file. */
export async function blobPage(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const repository = await visitRepository(context, req, res);
  const git = context.git.open(repository.located.repo.id);
  const revision = await splitRevision(git, req.params[0]);
  const { commit, path, name } = revision;
  const entry = path ? await git.entryAt(commit, path) : undefined;
  if (entry?.type !== 'blob') throw notFound();
  const content = await git.readBlob(entry.sha);
  sendPage(res, {
    title: `${path} in ${repository.path.slice(1)}`,
    viewer: repository.viewer,
    returnTo: req.originalUrl,
    body: html`${await repositoryHead(context, repository, 'code')}
      <div class="code-bar">
        <span class="ref mono">${icon('branch')}${name}</span>
        ${pathCrumbs(repository.path, revision)}
        <span class="muted">${sizeText(content.length)}</span>
      </div>
      ${blobContent(content)}`,
  });
}

function blobContent(content: Buffer): Html {
  if (content.subarray(0, 8000).includes(0)) {
    return html`<p class="note box pad">
      Binary file: clone the repository to see it.
    </p>`;
  }
  if (content.length > MAX_README) {
    return html`<p class="note box pad">
      Too large to show: clone the repository to see it.
    </p>`;
  }
  const lines = content.toString('utf8').replace(/\n$/, '').split('\n');
  return html`<div
    class="box scroll"
    tabindex="0"
    role="region"
    aria-label="File content"
  >
    <table class="diff mono">
      <tbody>
        ${lines.map(
          (line, i) =>
            html`<tr id=${`L${i + 1}`}>
              <td class="ln">${i + 1}</td>
              <td>${line}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

async function readme(
  git: GitRepository,
  entries: readonly TreeEntry[],
): Promise<Html> {
  const file = entries.find(
    ({ path, type, size = 0 }) =>
      type === 'blob' && README.test(path) && size <= MAX_README,
  );
  if (!file) return null;
  const text = (await git.readBlob(file.sha)).toString('utf8');
  return html`<section class="box pad" aria-label="README">
    ${/\.txt$|^readme$/i.test(file.path) ? html`<pre>${text}</pre>` : markdown(text)}
  </section>`;
}

function pathCrumbs(base: string, { name, path }: Revision): Html {
  const parts = path.split('/').filter(Boolean);
  return html`<span class="crumbs mono">
    <a href=${treeUrl(base, name, '')}>/</a>
    ${parts.map((part, i) =>
      i === parts.length - 1
        ? html`<span>${part}</span>`
        : html`<a href=${treeUrl(base, name, parts.slice(0, i + 1).join('/'))}
              >${part}</a
            >/`,
    )}
  </span>`;
}

function entryUrl(base: string, { name, path }: Revision, entry: TreeEntry) {
  const full = path ? `${path}/${entry.path}` : entry.path;
  return entry.type === 'tree'
    ? treeUrl(base, name, full)
    : `${base}/blob/${pathUrl(name)}/${pathUrl(full)}`;
}

function treeUrl(base: string, name: string, path: string): string {
  return `${base}/tree/${pathUrl(name)}${path && `/${pathUrl(path)}`}`;
}

function byKind(a: TreeEntry, b: TreeEntry): number {
  if (a.type === 'tree' && b.type !== 'tree') return -1;
  if (b.type === 'tree' && a.type !== 'tree') return 1;
  return a.path.localeCompare(b.path);
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024
    ? `${(bytes / 1024).toFixed(1)} KiB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
