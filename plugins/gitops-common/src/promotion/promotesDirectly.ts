import type { Environment } from '../environments/environments';

/** Whether releases come to an environment by a commit, without a pull request that people could approve. */
export function promotesDirectly({ promotion, gates }: Environment): boolean {
  return promotion === 'automatic' && !gates?.approvals;
}
