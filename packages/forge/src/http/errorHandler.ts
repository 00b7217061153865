import type { ErrorRequestHandler } from 'express';
import type { ForgeContext } from '../context.ts';
import { HttpError } from './errors.ts';

const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'status' in error
    ? Number(error.status)
    : undefined;

/** Turns what a handler threw into the refusal that GitHub would send. */
export function errorHandler(context: ForgeContext): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    let refusal: HttpError;
    if (error instanceof HttpError) refusal = error;
    else if (statusOf(error) === 400)
      refusal = new HttpError(400, 'Problems parsing JSON');
    else if (statusOf(error) === 413)
      refusal = new HttpError(413, 'The request is too large');
    else {
      context.log(`${request.method} ${request.path} failed`, error);
      refusal = new HttpError(500, 'Server Error');
    }
    response.status(refusal.status).json(refusal.toBody());
  };
}
