import { timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { json, Router, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { hashSecret } from '../auth.ts';
import { faultSchema } from '../config.ts';
import type { ForgeContext } from '../context.ts';
import { HttpError } from './errors.ts';

const bodySchema = z.strictObject({ faults: z.array(faultSchema).max(100) });

const same = (a: string, b: string) =>
  timingSafeEqual(Buffer.from(hashSecret(a)), Buffer.from(hashSecret(b)));

/** `POST /_slipway/faults`: arms faults for a test. Exists only where the configuration names a token. */
export function faultsRouter(context: ForgeContext): Router {
  const router = Router();
  const { adminToken } = context.config;
  if (!adminToken) return router;
  router.post('/_slipway/faults', json(), (request, response) => {
    const given = request.get('authorization')?.replace(/^Bearer /i, '') ?? '';
    if (!same(given, adminToken)) throw new HttpError(404, 'Not Found');
    const body = bodySchema.safeParse(request.body);
    if (!body.success) throw new HttpError(422, z.prettifyError(body.error));
    try {
      context.faults.set(body.data.faults);
    } catch (cause) {
      throw new HttpError(
        422,
        cause instanceof Error ? cause.message : 'No regular expression',
      );
    }
    response.status(204).end();
  });
  return router;
}

/** Lets requests that meet an armed fault wait, and answers with its status: before any work, or after it was done. */
export function faultsMiddleware(context: ForgeContext): RequestHandler {
  return async (request, response, next) => {
    const fault = context.faults.take(request.method, request.path);
    if (!fault) {
      next();
      return;
    }
    const { status, when, milliseconds, retryAfter } = fault;
    await pause(milliseconds);
    if (status === undefined) {
      next();
      return;
    }
    response.locals.fault = fault; // for the contract, which does not hold it against the forge
    if (retryAfter !== undefined) {
      response.set('Retry-After', String(retryAfter));
    }
    const refusal = new HttpError(status, 'Server Error');
    if (when === 'before') {
      response.status(status).json(refusal.toBody());
      return;
    }
    loseReply(response, status, JSON.stringify(refusal.toBody()));
    next();
  };
}

/** Lets a handler do its work and replaces what it answers, git's streams included. */
function loseReply(response: Response, status: number, body: string): void {
  const end = response.end.bind(response);
  response.json = () => {
    response.status(status).type('json');
    return response.send(body);
  };
  response.write = () => true;
  response.end = () => {
    for (const name of response.getHeaderNames()) {
      if (/^(content-|etag|transfer-)/.test(name)) response.removeHeader(name);
    }
    response.status(status).type('json');
    return end(body);
  };
}
