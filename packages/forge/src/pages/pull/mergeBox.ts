import type { MergeMethod } from '../../domain/merge.ts';
import { hiddenCsrf } from '../forms.ts';
import { html, type Html } from '../html.ts';
import { icon } from '../icons.ts';
import { pullState } from '../state.ts';
import { ago } from '../time.ts';
import type { PullView } from './read.ts';

const METHODS: Record<MergeMethod, string> = {
  merge: 'Create a merge commit',
  squash: 'Squash and merge',
  rebase: 'Rebase and merge',
};

/** What stands in the way of the merge, and the button, or how it ended. */
export function mergeBox(view: PullView, now: Date): Html {
  return html`<section class="box pad merge" aria-labelledby="merge-title">
    <h2 id="merge-title">Merge</h2>
    ${content(view, now)}
  </section>`;
}

function content(view: PullView, now: Date): Html {
  switch (pullState(view.pull)) {
    case 'Merged':
      return merged(view, now);
    case 'Closed':
      return closed(view);
    default:
      return open(view);
  }
}

function merged({ pull, path, mergedBy }: PullView, now: Date): Html {
  return html`<p>
    <span class="mark-merged">${icon('merged')} Merged</span> by${' '}
    <strong>${mergedBy?.login ?? 'a push'}</strong>
    ${pull.mergedAt && html`${' '}${ago(now, pull.mergedAt)}`}
    ${
      pull.mergeCommitSha &&
      html`${' as '}<a
          class="mono"
          href=${`${path}/commit/${pull.mergeCommitSha}`}
          >${pull.mergeCommitSha.slice(0, 7)}</a
        >`
    }.
  </p>`;
}

function closed(view: PullView): Html {
  return html`<p>
      <span class="mark-failure">${icon('closed')} Closed</span> without being
      merged.
    </p>
    ${view.may.close && stateButton(view, 'open', 'Reopen pull request')}`;
}

function open(view: PullView): Html {
  const { pull, methods, viewer, href } = view;
  const rules = view.mergeability.blockers;
  const obstacles = obstaclesOf(view);
  const reasons = [...obstacles, ...rules];
  const held = obstacles.length > 0 || (rules.length > 0 && !view.mayBypass);
  return html`${
    reasons.length
      ? html`<p><strong>Merging is blocked</strong></p>
          <ul class="reasons" id="merge-reasons">
            ${reasons.map(
              reason =>
                html`<li class="mark-failure">
                  ${icon('failure')}<span>${reason}</span>
                </li>`,
            )}
          </ul>`
      : html`<p class="mark-success">
          ${icon('success')} Ready to merge into${' '}
          <span class="mono">${pull.baseRef}</span>
        </p>`
  }
  ${
    !held &&
    rules.length > 0 &&
    html`<p class="note">As an administrator you may merge all the same.</p>`
  }
  ${
    view.mergeability.state === 'unstable' &&
    html`<p class="note">Some checks that are not required have not passed.</p>`
  }
  ${
    viewer &&
    view.may.merge &&
    html`<form method="post" action=${`${href}/merge`} class="merge-form">
      ${hiddenCsrf(viewer.csrf)}
      <input type="hidden" name="sha" value=${pull.headSha} />
      <label for="method">Merge method</label>
      <select id="method" name="method">
        ${methods.map(
          method => html`<option value=${method}>${METHODS[method]}</option>`,
        )}
      </select>
      <button
        class="primary"
        type="submit"
        disabled=${held}
        aria-describedby=${reasons.length ? 'merge-reasons' : undefined}
      >
        Merge pull request
      </button>
    </form>`
  }
  ${view.may.close && stateButton(view, 'closed', 'Close pull request')}`;
}

/** What nobody can overrule: state, conflicts, rights. */
function obstaclesOf({
  pull,
  mergeability,
  methods,
  may,
  viewer,
}: PullView): string[] {
  const { state, conflicts } = mergeability;
  const conflict = conflicts.length
    ? `Conflicts with ${pull.baseRef} in ${conflicts.join(', ')}. Update the branch, then merge.`
    : `This branch cannot be merged into ${pull.baseRef}.`;
  return [
    ...(pull.draft ? ['This pull request is still a draft.'] : []),
    ...(state === 'dirty' ? [conflict] : []),
    ...(methods.length ? [] : ['No merge method is allowed here.']),
    ...(viewer && !may.merge
      ? ['You need write access to this repository to merge.']
      : []),
    ...(viewer ? [] : ['Sign in to merge.']),
  ];
}

function stateButton(
  { href, viewer }: PullView,
  state: 'open' | 'closed',
  label: string,
): Html {
  return (
    viewer &&
    html`<form method="post" action=${`${href}/state`}>
      ${hiddenCsrf(viewer.csrf)}
      <input type="hidden" name="state" value=${state} />
      <button type="submit" class="quiet">${label}</button>
    </form>`
  );
}
