import { json, Router } from 'express';
import { z } from 'zod';
import { atLeast, authenticate, permissionOf } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { findRepository } from '../domain/repositories.ts';
import {
  authenticationRequired,
  forbidden,
  notFound,
  unprocessable,
} from '../http/errors.ts';
import { jobSchema, startJob } from './startJob.ts';

/**
 * `POST /_forge/jobs`: begins a job of a workflow, for an administrator of its repository. It stands
 * for GitHub's runners, which the forge has none of, so it is no part of GitHub's API.
 */
export function jobsRouter(context: ForgeContext): Router {
  const router = Router();
  router.post('/jobs', json({ limit: '10kb' }), (request, response, next) => {
    const answer = async () => {
      const actor = await authenticate(context, request);
      if (!actor.account) throw authenticationRequired();
      const body = jobSchema.safeParse(request.body);
      if (!body.success) throw unprocessable(z.prettifyError(body.error));
      const [owner = '', name = ''] = body.data.repository.split('/');
      const located = await findRepository(context, owner, name);
      if (!located) throw notFound();
      const permission = await permissionOf(context, actor, located.repo);
      if (permission === 'none') throw notFound();
      if (!atLeast(permission, 'admin'))
        throw forbidden('Must have admin rights to Repository.');
      response
        .status(201)
        .json(await startJob(context, located, actor.account, body.data));
    };
    answer().catch(next);
  });
  return router;
}
