import { createHmac } from 'node:crypto';
import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import { applyMigrations } from '../database/applyMigrations';
import { WebhookDeliveries } from '../database/WebhookDeliveries';
import { createWebhookRouter } from './webhookRouter';

const SECRET = 'a secret of the test';

function sign(body: string, secret: string = SECRET) {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

describe('webhooks', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const onEvent = jest.fn(async (_event: string) => {});
  let app: express.Express;

  beforeEach(async () => {
    onEvent.mockClear();
    const knex = await databases.init('SQLITE_3');
    await applyMigrations({ getClient: async () => knex });
    app = createApp(SECRET, new WebhookDeliveries(knex));
  });

  function createApp(
    secret: string | undefined,
    deliveries: WebhookDeliveries,
  ) {
    return express()
      .use(
        createWebhookRouter({
          secret,
          deliveries,
          logger: mockServices.logger.mock(),
          onEvent,
        }),
      )
      .use(mockErrorHandler());
  }

  const deliver = (body: string, headers: Record<string, string> = {}) =>
    request(app)
      .post('/webhooks/github')
      .set({
        'content-type': 'application/json',
        'x-hub-signature-256': sign(body),
        'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        'x-github-event': 'push',
        ...headers,
      })
      .send(body);

  it('takes a delivery once', async () => {
    const [one, two] = await Promise.all([deliver('{}'), deliver('{}')]);
    expect([one.status, two.status]).toEqual([202, 202]);
    expect([one.body.accepted, two.body.accepted].sort()).toEqual([
      false,
      true,
    ]);
    expect(onEvent.mock.calls).toEqual([['push']]);
  });

  it.each([
    ['another secret', sign('{}', 'guess')],
    ['another body', sign('{"a":1}')],
    ['no digest', 'sha256='],
    ['SHA-1', 'sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['letters of several bytes', `sha256=${'é'.repeat(32)}`],
  ])('refuses a signature with %s', async (_what, signature) => {
    const response = await deliver('{}', { 'x-hub-signature-256': signature });
    expect(response.status).toBe(401);
    expect(JSON.stringify(response.body)).not.toContain(SECRET);
    expect(onEvent).not.toHaveBeenCalled();
  });

  it('refuses everything without a signature, or without a secret', async () => {
    const unsigned = await request(app).post('/webhooks/github').send('{}');
    expect(unsigned.status).toBe(401);
    const knex = await databases.init('SQLITE_3');
    const open = createApp(undefined, new WebhookDeliveries(knex));
    const response = await request(open)
      .post('/webhooks/github')
      .set('x-hub-signature-256', sign('{}', ''))
      .send('{}');
    expect(response.status).toBe(401);
  });

  it.each([
    ['x-github-delivery', '../x'],
    ['x-github-delivery', 'x'.repeat(101)],
    ['x-github-event', ''],
  ])('refuses the header %s: %s', async (name, value) => {
    expect((await deliver('{}', { [name]: value })).status).toBe(400);
  });

  it('refuses more than 1 MiB, and whatever could become more', async () => {
    const large = 'x'.repeat(1024 * 1024 + 1);
    expect((await deliver(large)).status).toBe(413);
    const compressed = await deliver('{}', { 'content-encoding': 'gzip' });
    expect(compressed.status).toBe(415);
    expect((await deliver('x'.repeat(1024 * 1024))).status).toBe(202);
  });
});
