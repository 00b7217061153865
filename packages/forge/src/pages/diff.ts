import parseDiff from 'parse-diff';
import type { FileChange } from '../git/types.ts';
import { html, type Html } from './html.ts';

/** Lines of one file, and of a page, beyond which a diff is folded away. */
const MAX_FILE_LINES = 1_500;
const MAX_PAGE_LINES = 15_000;

/** All changed files, each with its unified diff. */
export function diffView(
  changes: readonly FileChange[],
  fileUrl: (path: string) => string,
): Html {
  let budget = MAX_PAGE_LINES;
  return changes.map((change, index) => {
    const lines = change.patch?.split('\n').length ?? 0;
    budget -= lines;
    const shown = lines <= MAX_FILE_LINES && budget >= 0;
    return html`<details class="file" id=${`file-${index}`} open>
      <summary>
        <span class="path mono">${pathLabel(change)}</span>
        ${
          change.status !== 'modified' &&
          html`<span class="tag">${change.status}</span>`
        }
        ${counts(change)}
      </summary>
      ${fileBody(change, shown)}
      ${
        change.status !== 'removed' &&
        html`<a class="whole" href=${fileUrl(change.path)}>
          Whole file<span class="hidden"> ${change.path}</span>
        </a>`
      }
    </details>`;
  });
}

/** Added and removed lines, as in `+12 −3`. */
export function counts(change: { additions: number; deletions: number }): Html {
  return html`<span class="counts mono">
    <span class="added" title="lines added">+${change.additions}</span>${' '}
    <span class="removed" title="lines removed">−${change.deletions}</span>
  </span>`;
}

function pathLabel({ path, previousPath }: FileChange): string {
  return previousPath ? `${previousPath} → ${path}` : path;
}

function fileBody(change: FileChange, shown: boolean): Html {
  if (change.patch === undefined) {
    const reason =
      change.additions + change.deletions === 0 && change.previousPath
        ? 'Renamed without changes.'
        : 'Empty or binary: there are no lines to show.';
    return html`<p class="note">${reason}</p>`;
  }
  if (!shown) {
    return html`<p class="note">
      Too large to show here: open the whole file, or fetch the branch.
    </p>`;
  }
  const [file] = parseDiff(`--- a/f\n+++ b/f\n${change.patch}\n`);
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label=${`Diff of ${change.path}`}
  >
    <table class="diff mono">
      <tbody>
        ${file?.chunks.map(chunkRows)}
      </tbody>
    </table>
  </div>`;
}

function chunkRows(chunk: parseDiff.Chunk): Html {
  return html`<tr class="hunk">
      <td class="ln"></td>
      <td class="ln"></td>
      <td>${chunk.content}</td>
    </tr>
    ${chunk.changes.map(changeRow)}`;
}

const ROWS = {
  add: { class: 'add', sign: '+', word: 'added' },
  del: { class: 'del', sign: '−', word: 'removed' },
  normal: { class: '', sign: ' ', word: '' },
} as const;

function changeRow(change: parseDiff.Change): Html {
  const row = ROWS[change.type];
  const [before, after] = lineNumbers(change);
  // git's own "\ No newline at end of file" has no sign of its own to cut off.
  const text = change.content.startsWith('\\')
    ? change.content
    : change.content.slice(1);
  return html`<tr class=${row.class}>
    <td class="ln">${before}</td>
    <td class="ln">${after}</td>
    <td>
      <span class="sign" aria-label=${row.word || undefined}>${row.sign}</span
      >${text}
    </td>
  </tr>`;
}

/** Where a line is in the file before and after; '' where it is not. */
function lineNumbers(change: parseDiff.Change): [number | '', number | ''] {
  if (change.type === 'add') return ['', change.ln];
  if (change.type === 'del') return [change.ln, ''];
  return [change.ln1, change.ln2];
}
