import { Router } from 'express';
import { authenticate, type Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { forbidden } from '../http/errors.ts';
import { Call, type Reply } from './call.ts';

/** Answers one endpoint. */
export type Handler = (call: Call) => Promise<Reply>;
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One resource's endpoints: `get /repos/:owner/:repo` and its handler. */
export type Endpoints = Readonly<Record<string, Handler>>;

const safe = new Set(['GET', 'HEAD']);

/** Mounts a resource's endpoints. */
export function endpointsRouter(
  context: ForgeContext,
  endpoints: Endpoints,
  actors: WeakMap<object, Actor>,
): Router {
  const router = Router();
  for (const [route, handler] of Object.entries(endpoints)) {
    const [method, path] = route.split(' ', 2) as [Method, string];
    router[method](path, (request, response, next) => {
      const serve = async () => {
        const actor =
          actors.get(request) ?? (await authenticate(context, request));
        if (actor.token?.readOnly && !safe.has(request.method))
          throw forbidden();
        const reply = await handler(new Call(context, request, actor));
        response.status(reply.status).set(reply.headers ?? {});
        if (reply.body === undefined) response.end();
        else if (reply.contentType)
          response.type(reply.contentType).send(reply.body);
        else response.json(reply.body);
      };
      serve().catch(next);
    });
  }
  return router;
}
