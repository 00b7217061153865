import { ResponseError } from '@backstage/errors';

/** Why something is not shown, and whether trying again can help. */
export interface FailureText {
  title: string;
  description: string;
  retryable: boolean;
}

/**
 * Puts an error into words for the person in front of the page.
 *
 * @param thing - what could not be shown, "the delivery of shop"
 */
export function describeFailure(error: Error, thing: string): FailureText {
  if (error instanceof ResponseError) {
    if (error.statusCode === 403) {
      return {
        title: `You may not see ${thing}`,
        description: 'Ask the platform team for the right to read it.',
        retryable: false,
      };
    }
    if (error.statusCode === 401) {
      return {
        title: 'Your sign-in has ended',
        description: `Sign in again to see ${thing}.`,
        retryable: true,
      };
    }
    if (error.statusCode === 404) {
      return {
        title: `Could not find ${thing}`,
        description: error.body.error.message || error.message,
        retryable: false,
      };
    }
    return {
      title: `Could not load ${thing}`,
      description: error.body.error.message || error.message,
      retryable: true,
    };
  }
  if (error.name === 'ZodError') {
    return {
      title: `Could not read ${thing}`,
      description:
        'The portal and its backend do not agree on the shape of the answer. Reload the page; it may be of an older version.',
      retryable: true,
    };
  }
  return {
    title: `Could not load ${thing}`,
    description: 'The portal does not answer. Check your connection.',
    retryable: true,
  };
}
