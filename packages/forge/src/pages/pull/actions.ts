import type { Request, Response } from 'express';
import { z } from 'zod';
import { atLeast } from '../../auth.ts';
import type { ForgeContext } from '../../context.ts';
import { addComment } from '../../domain/comments.ts';
import { mergeMethods, mergePull } from '../../domain/merge.ts';
import { updatePull } from '../../domain/pulls.ts';
import { createReview } from '../../domain/reviews.ts';
import { forbidden, HttpError } from '../../http/errors.ts';
import { checkCsrf } from '../../oauth/csrf.ts';
import type { Account } from '../../store/types.ts';
import { sendPull } from './page.ts';
import { visitPull, type PullVisit } from './read.ts';

const answerSchema = z.object({
  event: z.enum(['comment', 'APPROVE', 'REQUEST_CHANGES']),
  body: z.string().trim().max(65_536).default(''),
});
const mergeSchema = z.object({
  method: z.enum(mergeMethods),
  sha: z.string().regex(/^[0-9a-f]{40}$/),
});
const stateSchema = z.object({ state: z.enum(['open', 'closed']) });

/** Who acts, and on what. */
interface Act extends PullVisit {
  account: Account;
}

type Action = (
  context: ForgeContext,
  req: Request,
  res: Response,
) => Promise<void>;

/** `POST …/answer`: a comment or a review. */
export const answerPull = action(async (context, act, input) => {
  const { event, body } = answerSchema.parse(input);
  const { account, located, pull } = act;
  if (event !== 'comment') {
    await createReview(context, account, located, pull, {
      event,
      body,
      comments: [],
    });
  } else if (body) {
    await addComment(context, account, located, pull.issue, body);
  } else {
    throw new HttpError(422, 'Write a comment first');
  }
});

/** `POST …/merge` */
export const mergePullAction = action(async (context, act, input) => {
  const { method, sha } = mergeSchema.parse(input);
  const { account, located, pull, permission } = act;
  if (!atLeast(permission, 'write')) throw forbidden('You may not merge here');
  await mergePull(context, account, located, pull.number, { method, sha });
});

/** `POST …/state`: closes or reopens. */
export const changePullState = action(async (context, act, input) => {
  const { account, located, pull, permission } = act;
  const own = pull.issue.authorId === account.id;
  if (!own && !atLeast(permission, 'write')) {
    throw forbidden('You may not close or reopen this pull request');
  }
  await updatePull(context, account, located, pull, stateSchema.parse(input));
});

/** Checks who asks, acts, and shows the page again: with the reason when it was refused. */
function action(
  perform: (context: ForgeContext, act: Act, input: unknown) => Promise<void>,
): Action {
  return async (context, req, res) => {
    const visited = await visitPull(context, req, res);
    const { session, href } = visited;
    if (!session) {
      const target = new URLSearchParams({ return_to: href });
      res.redirect(303, `/login?${target}`);
      return;
    }
    checkCsrf(req, session);
    try {
      const act = { ...visited, account: session.actor.account };
      await perform(context, act, req.body);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      const body = typeof req.body.body === 'string' ? req.body.body : '';
      await sendPull(context, res, await visitPull(context, req, res), {
        ...refusal,
        body,
      });
      return;
    }
    res.redirect(303, href);
  };
}

function refusalOf(
  error: unknown,
): { status: number; error: string } | undefined {
  if (error instanceof z.ZodError) {
    return { status: 422, error: z.prettifyError(error) };
  }
  if (!(error instanceof HttpError)) return undefined;
  const details = error.errors?.map(detail =>
    typeof detail === 'string' ? detail : (detail.message ?? detail.code),
  );
  const reason = details?.length ? details.join('. ') : error.message;
  return { status: error.status, error: `${reason.replace(/\.$/, '')}.` };
}
