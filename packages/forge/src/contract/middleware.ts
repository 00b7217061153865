import type { Request, RequestHandler, Response } from 'express';
import type { Contract } from './contract.ts';

/**
 * Hands every REST exchange below its mount point to the contract.
 *
 * Mount it on `/api/v3` before the routes; the order to the body parser does not matter.
 */
export function contractMiddleware(contract: Contract): RequestHandler {
  return (req, res, next) => {
    const { method, path } = req;
    const sent = captureText(res);
    res.once('finish', () => {
      // A fault that a test has asked for is no conduct of the forge.
      if (res.locals.fault) return;
      contract.rest({
        method,
        path,
        request: {
          query: req.query,
          accept: req.get('accept') ?? '',
          body: hasBody(req) ? req.body : undefined,
        },
        reply: {
          status: res.statusCode,
          mediaType: mediaType(res),
          text: res.statusCode === 304 || method === 'HEAD' ? '' : sent(),
        },
        routed: req.route !== undefined,
      });
    });
    next();
  };
}

/** Counts every GraphQL exchange; mount it on `/api/graphql` before the route. */
export function graphqlContractMiddleware(contract: Contract): RequestHandler {
  return (req, res, next) => {
    const sent = captureText(res);
    res.once('finish', () => {
      if (req.method !== 'POST' || res.locals.fault) return;
      contract.graphql(res.statusCode, /"(data|errors)":/.test(sent()));
    });
    next();
  };
}

/** Remembers what `send` (and so `json`) writes. */
function captureText(res: Response): () => string {
  let text = '';
  const send = res.send.bind(res);
  res.send = body => {
    if (typeof body === 'string') text = body;
    else if (Buffer.isBuffer(body)) text = body.toString('utf8');
    return send(body);
  };
  return () => text;
}

function hasBody(req: Request): boolean {
  return (
    Number(req.get('content-length') ?? 0) > 0 ||
    req.get('transfer-encoding') !== undefined
  );
}

function mediaType(res: Response): string {
  return String(res.getHeader('content-type') ?? '')
    .split(';')[0]
    .trim();
}
