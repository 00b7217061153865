import type { CreationPlan, VerdictLevel } from '@slipway/plugin-gitops-common';
import { planInWords } from '../../reviews/changes/words';

/** What to make of a verdict before anything is done. */
export const VERDICT_SENTENCES: Readonly<Record<VerdictLevel, string>> = {
  safe: 'Nothing is in the way, and nothing needs a second look.',
  attention:
    'You may go on. Whoever reviews the pull request will ask about this:',
  refused:
    'It cannot be done like this. Do what is said here, or go back and change your answers.',
};

/** What *Create* does, in one sentence. */
export function creationInWords({
  plan,
  repository,
  entities,
  effects,
  verdict,
}: CreationPlan): string {
  if (!plan) {
    return effects.length > 0
      ? 'Create will propose nothing: the GitOps repository is done with it already.'
      : 'Nothing would be created.';
  }
  const creates = repository
    ? `make the repository ${repository.slug} with ${counted(repository.files.length, 'file', 'files')}, register ${counted(entities.length, 'entity', 'entities')} in the catalog, and `
    : '';
  const would = verdict.level === 'refused' ? 'would' : 'will';
  return `Create ${would} ${creates}open a pull request of the GitOps repository that waits for a review: ${planInWords(plan)}.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
