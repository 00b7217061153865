import { ResponseError } from '@backstage/errors';

/** Why something was not done, for the person who asked for it. */
export interface RefusalText {
  title: string;
  description: string;
}

/**
 * Puts into words why the portal did not do as asked.
 *
 * @param deed - what was asked for, "promote shop to prod"
 */
export function describeRefusal(error: Error, deed: string): RefusalText {
  if (error.name === 'ZodError') {
    return {
      title: `Could not read the answer to: ${deed}`,
      description:
        'The portal and its backend do not agree on its shape. Reload the page; it may be of an older version.',
    };
  }
  if (!(error instanceof ResponseError)) {
    return {
      title: `Could not ${deed}`,
      description:
        'The portal does not answer. Check your connection, and look whether it was done before you try again.',
    };
  }
  const said = error.body.error.message || error.message;
  switch (error.statusCode) {
    case 401:
      return {
        title: 'Your sign-in has ended',
        description: `Sign in again to ${deed}.`,
      };
    case 403:
      return { title: `You may not ${deed}`, description: said };
    case 409:
      return {
        title: `Something has changed, so the portal did not ${deed}`,
        description: said,
      };
    default:
      return { title: `Could not ${deed}`, description: said };
  }
}
