import type {
  HttpRouterService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { WebhookDeliveries } from '../database/WebhookDeliveries';
import { createWebhookRouter } from './webhookRouter';

/** A sender repeats a delivery within days, if at all. */
const FORGET_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** What webhooks are made from. */
export interface WebhooksOptions {
  database: Knex;
  httpRouter: HttpRouterService;
  logger: LoggerService;
  scheduler: SchedulerService;
  /** Undefined if none is configured; every delivery is refused then. */
  secret: string | undefined;
  /** Called once for each delivery, however many replicas there are. */
  onEvent(event: string): Promise<void>;
}

/** Sets up the endpoint of the forge's webhooks, which are signed instead of signed in. */
export async function createWebhooks(options: WebhooksOptions): Promise<void> {
  const { database, httpRouter, logger, scheduler, secret, onEvent } = options;
  const deliveries = new WebhookDeliveries(database);
  await scheduler.scheduleTask({
    id: 'forget-webhook-deliveries',
    frequency: { hours: 6 },
    timeout: { minutes: 1 },
    scope: 'global',
    fn: () => deliveries.forgetBefore(new Date(Date.now() - FORGET_AFTER_MS)),
  });
  httpRouter.addAuthPolicy({
    path: '/webhooks/github',
    allow: 'unauthenticated',
  });
  httpRouter.use(createWebhookRouter({ secret, deliveries, logger, onEvent }));
}
