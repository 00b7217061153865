import { isError } from '@backstage/errors';
import { z } from 'zod';

const failureSchema = z.object({
  name: z.literal('GraphqlResponseError'),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
      }),
    )
    .min(1),
  data: z.unknown(),
});

/** How GraphQL says no: with status 200, a type for each reason, and what it may tell all the same. */
export type GraphqlFailure = z.infer<typeof failureSchema>;

/** What GraphQL said; undefined if something else went wrong. */
export function graphqlFailure(error: unknown): GraphqlFailure | undefined {
  return isError(error) ? failureSchema.safeParse(error).data : undefined;
}

/** Whether the repository has no such pull request. */
export function isPullRequestMissing(error: unknown): boolean {
  return !!graphqlFailure(error)?.errors.some(
    ({ type, path }) => type === 'NOT_FOUND' && path?.includes('pullRequest'),
  );
}
