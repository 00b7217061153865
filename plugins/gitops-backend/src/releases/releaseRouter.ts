import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  gitopsDeliveryReadPermission,
  releaseReportSchema,
  releasesQuerySchema,
  type ReleasesResponse,
} from '@slipway/plugin-gitops-common';
import express from 'express';
import Router from 'express-promise-router';
import { rateLimit } from 'express-rate-limit';
import type { ComponentGuard } from '../access/ComponentGuard';
import { parseRequest } from '../router/parseRequest';
import { type Authority, requirePermission } from '../router/requirePermission';
import type { ReleaseIntake } from './ReleaseIntake';
import type { ReleaseStore } from './ReleaseStore';
import type { JobClaims } from './token/jobClaims';
import type { TokenVerifier } from './token/TokenVerifier';

const MAX_BODY = '64kb';
/** Of one address; all of a company's jobs may come from one. */
const REPORTS_PER_MINUTE = 120;

/** What the endpoints are made from. */
export interface ReleaseRouterOptions extends Authority {
  auditor: AuditorService;
  verifier: Pick<TokenVerifier, 'verify'>;
  intake: Pick<ReleaseIntake, 'report'>;
  store: Pick<ReleaseStore, 'list'>;
  guard: Pick<ComponentGuard, 'require'>;
}

/** The endpoints at `/releases`: jobs report there, people and programs read. */
export function createReleaseRouter(
  options: ReleaseRouterOptions,
): express.Router {
  const { verifier, store } = options;
  const router = Router();
  const verified = new WeakMap<express.Request, JobClaims>();

  router.get('/releases', async (request, response) => {
    const credentials = await requirePermission(
      options,
      request,
      gitopsDeliveryReadPermission,
    );
    const query = parseRequest(releasesQuerySchema, request.query);
    await options.guard.require(credentials, query.component);
    const page: ReleasesResponse = await store.list(query);
    response.json(page);
  });

  router.post(
    '/releases',
    rateLimit({
      windowMs: 60_000,
      limit: REPORTS_PER_MINUTE,
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      // Whether a proxy is trusted is for the portal to say, and it counts as one address if not.
      validate: { xForwardedForHeader: false },
      message: {
        error: {
          name: 'TooManyRequestsError',
          message: 'Too many reports in a minute; report the release later',
        },
      },
    }),
    async (request, _response, next) => {
      // Before the body is read: strangers may not fill memory.
      verified.set(
        request,
        await verifier.verify(request.get('authorization')),
      );
      next();
    },
    // Not inflated: a small body must not become a large one.
    express.json({ limit: MAX_BODY, inflate: false }),
    async (request, response) => {
      const claims = verified.get(request);
      if (!claims) {
        throw new Error('A report came by without a verified token');
      }
      const { release, created } = await audited(options, claims, request);
      response.status(created ? 201 : 200).json(release);
    },
  );

  return router;
}

/** Takes a report and leaves a trace of it. The request has no credentials that an audit knows. */
async function audited(
  { auditor, intake }: ReleaseRouterOptions,
  claims: JobClaims,
  request: express.Request,
) {
  const report = parseRequest(releaseReportSchema, request.body);
  const event = await auditor.createEvent({
    eventId: 'release-report',
    severityLevel: 'medium',
    meta: {
      component: report.component,
      version: report.version,
      commit: report.commit,
      repository: claims.repository,
      ref: claims.ref,
      run: claims.run_id,
      actor: claims.actor,
      address: request.ip,
    },
  });
  try {
    const result = await intake.report(claims, report);
    await event.success({ meta: { created: result.created } });
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
