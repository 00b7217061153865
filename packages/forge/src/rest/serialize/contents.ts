import type { ForgeContext } from '../../context.ts';
import type { TreeEntry } from '../../git/types.ts';
import { apiUrl, pathUrl, webUrl } from './urls.ts';

const kind = (entry: TreeEntry) => {
  if (entry.type === 'tree') return 'dir';
  if (entry.type === 'commit') return 'submodule';
  return entry.mode === '120000' ? 'symlink' : 'file';
};

/** What all kinds of contents have: an entry of a directory listing. */
export function contentEntry(
  context: Pick<ForgeContext, 'baseUrl'>,
  repo: string,
  ref: string,
  path: string,
  entry: TreeEntry,
) {
  const at = pathUrl(path);
  const type = kind(entry);
  const self = apiUrl(
    context,
    `/repos/${repo}/contents/${at}?ref=${encodeURIComponent(ref)}`,
  );
  const git = apiUrl(
    context,
    `/repos/${repo}/git/${type === 'dir' ? 'trees' : 'blobs'}/${entry.sha}`,
  );
  const html = webUrl(
    context,
    `/${repo}/${type === 'dir' ? 'tree' : 'blob'}/${pathUrl(ref)}/${at}`,
  );
  return {
    type,
    name: path.split('/').at(-1) ?? path,
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url: self,
    html_url: html,
    git_url: git,
    download_url:
      type === 'dir' || type === 'submodule'
        ? null
        : webUrl(context, `/${repo}/raw/${pathUrl(ref)}/${at}`),
    _links: { self, git, html },
  };
}

/** Base64 in lines of 60, as GitHub sends it. */
export const base64Lines = (content: Buffer) =>
  content.toString('base64').replace(/.{60}/g, '$&\n') +
  (content.length ? '\n' : '');
