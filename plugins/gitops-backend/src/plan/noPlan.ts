import { NotFoundError } from '@backstage/errors';

/** What is answered for a plan that does not exist, or not for whoever asks. */
export function noPlan(id: string): NotFoundError {
  return new NotFoundError(
    `There is no plan ${id.slice(0, 12)}; it is too old, so open the pull request's page to plan it anew`,
  );
}
