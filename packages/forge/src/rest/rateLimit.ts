import type { RequestHandler } from 'express';
import type { ForgeContext } from '../context.ts';
import type { Actor } from '../auth.ts';
import { HttpError } from '../http/errors.ts';
import type { Endpoints } from './endpoints.ts';

const hour = 3_600_000;

interface Budget {
  limit: number;
  used: number;
  /** Milliseconds of the clock. */
  resetAt: number;
}

/** Counts each account's requests in an hour, as the rate-limit headers tell. */
export class RateLimits {
  readonly #context: ForgeContext;
  readonly #budgets = new Map<number, Budget>();

  constructor(context: ForgeContext) {
    this.#context = context;
  }

  /** The budget of an account now; 0 stands for everybody who is not signed in. */
  of({ account }: Actor): Budget {
    const key = account?.id ?? 0;
    const now = this.#context.clock().getTime();
    let budget = this.#budgets.get(key);
    if (!budget || budget.resetAt <= now) {
      budget = {
        limit: this.#context.config.limits.requestsPerHour,
        used: 0,
        resetAt: now + hour,
      };
      this.#budgets.set(key, budget);
    }
    return budget;
  }
}

const show = ({ limit, used, resetAt }: Budget) => ({
  limit,
  remaining: Math.max(0, limit - used),
  reset: Math.ceil(resetAt / 1000),
  used,
});

/** Counts a request and writes the headers. @throws HttpError 403 when the hour's budget is spent. */
export function rateLimitMiddleware(
  limits: RateLimits,
  actors: WeakMap<object, Actor>,
): RequestHandler {
  return (request, response, next) => {
    const actor = actors.get(request);
    if (!actor) {
      next();
      return;
    }
    const budget = limits.of(actor);
    const over = budget.used >= budget.limit;
    if (!over && request.path !== '/rate_limit') budget.used += 1;
    const { limit, remaining, reset, used } = show(budget);
    response.set({
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(remaining),
      'X-RateLimit-Reset': String(reset),
      'X-RateLimit-Used': String(used),
      'X-RateLimit-Resource': 'core',
    });
    if (over && request.path !== '/rate_limit') {
      const who = actor.account
        ? `user ID ${actor.account.id}`
        : 'your address';
      next(new HttpError(403, `API rate limit exceeded for ${who}.`));
    } else next();
  };
}

/** `GET /rate_limit` */
export const rateLimitEndpoints = (limits: RateLimits): Endpoints => ({
  'get /rate_limit': async call => {
    const core = show(limits.of(call.actor));
    return {
      status: 200,
      body: { resources: { core, search: core, graphql: core }, rate: core },
    };
  },
});
