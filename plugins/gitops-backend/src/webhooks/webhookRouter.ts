import type { LoggerService } from '@backstage/backend-plugin-api';
import { AuthenticationError, InputError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { WebhookDeliveries } from '../database/WebhookDeliveries';
import { verifySignature } from './verifySignature';

/** Bytes of the largest delivery that is read. */
const MAX_BODY = 1024 * 1024;

const deliveryIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,100}$/);

/** What the webhook endpoint is made from. */
export interface WebhookRouterOptions {
  /** Undefined if none is configured; every delivery is refused then. */
  secret: string | undefined;
  deliveries: WebhookDeliveries;
  logger: LoggerService;
  /** Called once for each delivery, after the sender has its reply. */
  onEvent(event: string): Promise<void>;
}

/** Takes deliveries of GitHub's webhooks: signed, small, and each only once. */
export function createWebhookRouter(
  options: WebhookRouterOptions,
): express.Router {
  const { secret, deliveries, logger, onEvent } = options;
  const router = Router();
  router.post(
    '/webhooks/github',
    // Not inflated: a small body must not become a large one.
    express.raw({ type: () => true, limit: MAX_BODY, inflate: false }),
    async (request, response) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.of();
      if (
        !secret ||
        !verifySignature(secret, body, request.get('x-hub-signature-256'))
      ) {
        throw new AuthenticationError(
          'The signature does not match; give the webhook the secret in gitops.webhookSecret',
        );
      }
      const id = deliveryIdSchema.safeParse(request.get('x-github-delivery'));
      const event = request.get('x-github-event');
      if (!id.success || !event) {
        throw new InputError(
          'A delivery needs the headers X-GitHub-Delivery and X-GitHub-Event',
        );
      }
      const accepted = await deliveries.accept(id.data, new Date());
      response.status(202).json({ accepted });
      if (accepted) {
        onEvent(event).catch(error =>
          logger.error(`Webhook delivery ${id.data} had no effect`, error),
        );
      }
    },
  );
  return router;
}
