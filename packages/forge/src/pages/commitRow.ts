import type { ForgeContext } from '../context.ts';
import type { GitCommit } from '../git/types.ts';
import { html, type Html } from './html.ts';
import { icon } from './icons.ts';
import { ago } from './time.ts';

/** One commit on one line: what, who, which, when. */
export function commitRow(
  { clock }: Pick<ForgeContext, 'clock'>,
  repositoryPath: string,
  commit: GitCommit,
): Html {
  const href = `${repositoryPath}/commit/${commit.sha}`;
  return html`<div class="commit">
    ${icon('commit')}
    <a class="grow subject" href=${href}>${commit.message.split('\n', 1)[0]}</a>
    <span class="muted">${commit.author.name}</span>
    <a class="mono" href=${href}>${commit.sha.slice(0, 7)}</a>
    <span class="muted">${ago(clock(), commit.author.date)}</span>
  </div>`;
}
