import type { CreationPlan, VerdictLevel } from '@slipway/plugin-gitops-common';
import { planInWords } from '../../reviews/changes/words';

/** What to make of a verdict before anything exists. */
export const VERDICT_SENTENCES: Readonly<Record<VerdictLevel, string>> = {
  safe: 'Nothing is in the way, and nothing needs a second look.',
  attention:
    'You may create it. Whoever reviews the pull request will ask about this:',
  refused:
    'It cannot be created like this. Do what is said here, or go back and change your answers.',
};

/** What *Create* does, in one sentence. */
export function creationInWords({
  plan,
  repository,
  entities,
  verdict,
}: CreationPlan): string {
  if (!plan) {
    return 'Nothing would be created.';
  }
  const files = counted(repository.files.length, 'file', 'files');
  const added = counted(entities.length, 'entity', 'entities');
  const would = verdict.level === 'refused' ? 'would' : 'will';
  return `Create ${would} make the repository ${repository.slug} with ${files}, register ${added} in the catalog, and open a pull request of the GitOps repository that waits for a review: ${planInWords(plan)}.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
