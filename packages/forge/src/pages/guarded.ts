import type { Request, RequestHandler, Response } from 'express';
import type { ForgeContext } from '../context.ts';
import { HttpError } from '../http/errors.ts';
import { html } from './html.ts';
import { sendPage } from './send.ts';
import { visit } from './visit.ts';

const HEADINGS: Record<number, string> = {
  400: 'That request is not right',
  403: 'Not allowed',
  404: 'Not found',
};

/** Makes a handler of a page: what it throws becomes a page too. */
export function guarded(
  context: ForgeContext,
  handler: (req: Request, res: Response) => Promise<void>,
): RequestHandler {
  return (req, res, next) => {
    handler(req, res)
      .catch(error => sendError(context, req, res, error))
      .catch(next);
  };
}

async function sendError(
  context: ForgeContext,
  req: Request,
  res: Response,
  error: unknown,
): Promise<void> {
  if (res.headersSent) throw error;
  const known = error instanceof HttpError;
  if (!known) context.log(`${req.method} ${req.path} failed`, error);
  const status = known ? error.status : 500;
  const { viewer } = await visit(context, req, res);
  const heading = HEADINGS[status] ?? 'That did not work';
  sendPage(res, {
    status,
    title: heading,
    viewer,
    returnTo: req.method === 'GET' ? req.originalUrl : '/',
    body: html`<section class="empty">
      <p class="large mono">${status}</p>
      <h1>${heading}</h1>
      <p>${explain(status, error, viewer !== undefined)}</p>
      <p><a href="/">All repositories</a></p>
    </section>`,
  });
}

function explain(status: number, error: unknown, signedIn: boolean): string {
  if (status === 404) {
    return signedIn
      ? 'There is nothing here, or nothing that you may see.'
      : 'There is nothing here that is public. Signing in may show more.';
  }
  if (error instanceof HttpError) return `${error.message}.`.replace('..', '.');
  return 'The forge failed; its log has the reason. Try again.';
}
