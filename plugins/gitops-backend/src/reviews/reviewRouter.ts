import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { AuthenticationError, toError } from '@backstage/errors';
import {
  componentNameSchema,
  gitopsPullRequestReadPermission,
  gitopsPullRequestReviewPermission,
  mergeRequestSchema,
  type ReviewDetail,
  reviewRequestSchema,
} from '@slipway/plugin-gitops-common';
import type { Forge, ForgePerson } from '@slipway/plugin-gitops-node';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { ComponentGuard, Sees } from '../access/ComponentGuard';
import type { PlanGuard } from '../access/PlanGuard';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { ReviewAuthority } from './ReviewAuthority';
import { noPullRequest, type ReviewReader } from './ReviewReader';
import type { RolloutReader } from './RolloutReader';

const MAX_BODY = '64kb';
const TIMEOUT_MS = 20_000;

const listQuery = z.object({
  state: z.literal('open').default('open'),
  component: componentNameSchema.optional(),
});
const pullParams = z.object({
  number: z.coerce.number().int().positive().max(2_147_483_647),
});
const forgeToken = z.string().regex(/^[\x21-\x7e]{1,2000}$/);

/** What the endpoints are made from. */
export interface ReviewRouterOptions extends Authority {
  forge: Pick<Forge, 'asPerson'>;
  reviews: ReviewReader;
  rollouts: RolloutReader;
  reviewers: ReviewAuthority;
  auditor: AuditorService;
  guard: Pick<ComponentGuard, 'sees'>;
  planGuard: Pick<PlanGuard, 'show'>;
}

/** The endpoints below `/pull-requests`. */
export function createReviewRouter(
  options: ReviewRouterOptions,
): express.Router {
  const { reviews, rollouts } = options;
  const router = Router();
  const body = express.json({ limit: MAX_BODY });

  router.get('/pull-requests', async (request, response) => {
    const { sees } = await reader(options, request);
    const { component } = parseRequest(listQuery, request.query);
    const open = await reviews.list();
    response.json({
      pullRequests: open.filter(
        ({ components }) =>
          sees(components) &&
          (component === undefined || components.includes(component)),
      ),
    });
  });

  router.get('/pull-requests/:number', async (request, response) => {
    const { sees } = await reader(options, request);
    const { number } = parseRequest(pullParams, request.params);
    response.json(await visibleDetail(reviews, number, sees));
  });

  router.get('/pull-requests/:number/plan', async (request, response) => {
    const { sees, credentials } = await reader(options, request);
    const { number } = parseRequest(pullParams, request.params);
    const state = await reviews.planState(number);
    if (state.status === 'ready') {
      // What a plan is about is known without the forge, which may be away.
      const plan = await options.planGuard.show(
        credentials,
        state.plan,
        noPullRequest(number),
      );
      response.json({ ...state, plan });
      return;
    }
    await visibleDetail(reviews, number, sees);
    response.json(state);
  });

  router.get('/pull-requests/:number/rollout', async (request, response) => {
    const { sees } = await reader(options, request);
    const { number } = parseRequest(pullParams, request.params);
    await visibleDetail(reviews, number, sees);
    response.json(await rollouts.read(number));
  });

  router.post(
    '/pull-requests/:number/reviews',
    body,
    async (request, response) => {
      const { number, person, credentials } = await actor(options, request);
      const review = parseRequest(reviewRequestSchema, request.body);
      const { event, commit } = review;
      await acting(options, {
        request,
        credentials,
        number,
        eventId: 'pull-request-review',
        meta: { number, event, commit },
        act: signal => person.review({ number, ...review }, { signal }),
      });
      response.status(204).end();
    },
  );

  router.post(
    '/pull-requests/:number/merge',
    body,
    async (request, response) => {
      const { number, person, credentials } = await actor(options, request);
      const { commit } = parseRequest(mergeRequestSchema, request.body);
      const merged = await acting(options, {
        request,
        credentials,
        number,
        eventId: 'pull-request-merge',
        meta: { number, commit },
        act: signal => person.merge({ number, commit }, { signal }),
      });
      response.json(merged);
    },
  );

  return router;
}

/** Who asks, and what they may see. */
async function reader(
  options: ReviewRouterOptions,
  request: express.Request,
): Promise<{ credentials: BackstageCredentials; sees: Sees }> {
  const credentials = await requirePermission(
    options,
    request,
    gitopsPullRequestReadPermission,
  );
  return { credentials, sees: await options.guard.sees(credentials) };
}

/** @throws `NotFoundError` if there is no such pull request, or it is about a hidden component */
async function visibleDetail(
  reviews: ReviewReader,
  number: number,
  sees: Sees,
): Promise<ReviewDetail> {
  const detail = await reviews.detail(number);
  if (!sees(detail.components)) {
    throw noPullRequest(number);
  }
  return detail;
}

/** Who asks, and what they can do on the forge. Their token goes nowhere but there. */
async function actor(
  options: ReviewRouterOptions,
  request: express.Request,
): Promise<{
  number: number;
  person: ForgePerson;
  credentials: BackstageCredentials;
}> {
  const credentials = await requirePermission(
    options,
    request,
    gitopsPullRequestReviewPermission,
    ['user'],
  );
  const { number } = parseRequest(pullParams, request.params);
  const token = forgeToken.safeParse(request.get('x-forge-token'));
  if (!token.success) {
    throw new AuthenticationError(
      'Reviews and merges are made in your name; sign in to the forge, whose token the header x-forge-token needs',
    );
  }
  return { number, person: options.forge.asPerson(token.data), credentials };
}

/** Lets a person act, and leaves a trace whether they could or not. */
async function acting<T>(
  { auditor, reviews, reviewers, guard }: ReviewRouterOptions,
  action: {
    request: express.Request;
    credentials: BackstageCredentials;
    number: number;
    eventId: string;
    meta: { number: number; commit: string; event?: string };
    act(signal: AbortSignal): Promise<T>;
  },
): Promise<T> {
  const { request, credentials, number, eventId, meta, act } = action;
  const audited = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    request,
    meta,
  });
  try {
    const sees = await guard.sees(credentials);
    await reviewers.require(
      credentials,
      await visibleDetail(reviews, number, sees),
    );
    const result = await act(AbortSignal.timeout(TIMEOUT_MS));
    await audited.success();
    return result;
  } catch (error) {
    await audited.fail({ error: toError(error) });
    throw error;
  } finally {
    reviews.invalidate();
  }
}
