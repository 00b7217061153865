import type { z } from 'zod';
import type { GithubClient } from './GithubClient';
import { graphqlFailure } from './graphqlFailure';

/** A question to GraphQL. */
export interface GithubQuery<T extends z.ZodType> {
  query: string;
  variables: Record<string, string | number | null | undefined>;
  reply: T;
  signal: AbortSignal;
}

/**
 * Asks GitHub's GraphQL, and checks that the answer is one.
 *
 * @throws what Octokit throws, or `ZodError`
 */
export async function queryGithub<T extends z.ZodType>(
  octokit: InstanceType<typeof GithubClient>,
  { query, variables, reply, signal }: GithubQuery<T>,
): Promise<z.output<T>> {
  try {
    return reply.parse(
      await octokit.graphql(query, { ...variables, request: { signal } }),
    );
  } catch (error) {
    // What the portal may not see, as a team among the reviewers, is left out of an answer otherwise whole.
    const failure = graphqlFailure(error);
    const partial = failure?.errors.every(({ type }) => type === 'FORBIDDEN')
      ? reply.safeParse(failure.data)
      : undefined;
    if (!partial?.success) {
      throw error;
    }
    return partial.data;
  }
}
