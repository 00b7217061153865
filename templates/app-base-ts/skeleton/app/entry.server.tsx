import { renderToReadableStream } from 'react-dom/server';
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router';
import { requestContext } from './context.ts';

/** Renders a page as HTML, complete: pages are small, and a failure still becomes a status. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { nonce } = context.get(requestContext);
  const page = await renderToReadableStream(
    <ServerRouter context={entry} url={request.url} nonce={nonce} />,
    { nonce, signal: request.signal },
  );
  await page.allReady;
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Cache-Control', 'no-cache');
  return new Response(page, { status, headers });
}

/** Logs what a page failed with, unless the browser asked wrongly or went away. */
export const handleError: HandleErrorFunction = (
  error,
  { request, context },
) => {
  const asked = isRouteErrorResponse(error) && error.status < 500;
  if (!asked && !request.signal.aborted) {
    context.get(requestContext).reportError(error);
  }
};
