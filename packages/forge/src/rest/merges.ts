import { z } from 'zod';
import { authorLookup } from '../domain/accounts.ts';
import { mergeBranch } from '../domain/mergeBranch.ts';
import { created, noContent } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { commit } from './serialize/commit.ts';

const mergeSchema = z.object({
  base: z.string().min(1),
  head: z.string().min(1),
  commit_message: z.string().optional(),
});

/** Merging branches without a pull request. */
export const mergeEndpoints: Endpoints = {
  'post /repos/:owner/:repo/merges': async call => {
    const scope = await call.repo('write');
    const input = call.body(mergeSchema);
    const merged = await mergeBranch(call.context, call.actor, scope, {
      base: input.base,
      head: input.head,
      message: input.commit_message,
    });
    if (!merged) return noContent;
    const authorOf = await authorLookup(call.context, [
      merged.author,
      merged.committer,
    ]);
    return created(commit(call.context, scope.name, merged, authorOf));
  },
};
