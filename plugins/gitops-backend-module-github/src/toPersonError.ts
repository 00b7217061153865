import {
  AuthenticationError,
  ConflictError,
  NotAllowedError,
} from '@backstage/errors';
import { causedBy } from '@slipway/plugin-gitops-common';
import { RequestError } from '@octokit/request-error';
import { z } from 'zod';
import { isPullRequestMissing } from './graphqlFailure';
import { toForgeError } from './toForgeError';

const bodySchema = z.object({
  message: z.string(),
  // Beside the message, GitHub gives its reasons as texts or as objects with one.
  errors: z
    .array(
      z.union([
        z.string(),
        z.object({ message: z.string() }).transform(({ message }) => message),
      ]),
    )
    .catch([])
    .optional(),
});

const MAX_REASON = 500;

/**
 * Says what it means that the forge did not do what a person asked: its rules, and its own words for
 * them, belong to the answer.
 *
 * @param what - the sentence's beginning: what could not be done, to what
 */
export function toPersonError(what: string, error: unknown): Error {
  return causedBy(meaning(what, error), error);
}

function meaning(what: string, error: unknown): Error {
  if (isPullRequestMissing(error)) {
    return new NotAllowedError(
      `${what}: you may not see this pull request on the forge`,
    );
  }
  const status = error instanceof RequestError ? error.status : undefined;
  switch (status) {
    case 401:
      return new AuthenticationError(
        `${what}: the forge does not take your sign-in; sign in to the forge again`,
      );
    case 409:
      return new ConflictError(`${what}: ${reasonOf(error)}`);
    case 403:
    case 404:
    case 405:
    case 422:
      return new NotAllowedError(`${what}: ${reasonOf(error)}`);
    default:
      return toForgeError(what, error);
  }
}

/** The forge's own words for why it refuses. */
export function reasonOf(error: unknown): string {
  const body =
    error instanceof RequestError
      ? bodySchema.safeParse(error.response?.data).data
      : undefined;
  const reasons = body?.errors?.length ? body.errors : [body?.message];
  const text = reasons.filter(Boolean).join(' ').replace(/\s+/g, ' ').trim();
  return text.slice(0, MAX_REASON) || 'the forge refuses it';
}
