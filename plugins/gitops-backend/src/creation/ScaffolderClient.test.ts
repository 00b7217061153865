import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { REHEARSAL_PERSON } from '@slipway/plugin-gitops-node';
import { ScaffolderClient } from './ScaffolderClient';

const TEMPLATE: TemplateEntityV1beta3 = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'app' },
  spec: {
    type: 'service',
    steps: [],
    parameters: [
      { title: 'One', properties: { name: { title: 'Name' } } },
      { title: 'Two', properties: { places: { title: 'Environments' } } },
    ],
  },
};

describe('ScaffolderClient', () => {
  let server: Server;
  let reply: { status: number; body: string } | undefined;
  let asked: string;
  let token: string;

  beforeEach(async () => {
    reply = { status: 200, body: '{"directoryContents":[]}' };
    server = createServer((request, response) => {
      token = request.headers.authorization ?? '';
      const chunks: Buffer[] = [];
      request
        .on('data', chunk => chunks.push(chunk))
        .on('end', () => {
          asked = Buffer.concat(chunks).toString();
          if (reply) {
            response.writeHead(reply.status).end(reply.body);
          }
        });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });

  afterEach(async () => {
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
  });

  function rehearse(signal = new AbortController().signal) {
    const { port } = server.address() as AddressInfo;
    const client = new ScaffolderClient({
      auth: mockServices.auth({ pluginId: 'gitops' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
      }),
      logger: mockServices.logger.mock(),
    });
    const files = [{ path: 'a/b.txt', content: Buffer.from([0, 255]) }];
    const person = mockCredentials.user('user:default/casey');
    return client.rehearse(
      { template: TEMPLATE, files, values: {}, person },
      signal,
    );
  }

  const personToken = () => String(JSON.parse(asked).secrets[REHEARSAL_PERSON]);

  const fail = (status: number, body: object) => {
    reply = { status, body: JSON.stringify(body) };
    return rehearse();
  };

  it('sends a template with its files, by the portal’s own credentials, and names the person', async () => {
    reply = {
      status: 200,
      body: '{"directoryContents":[{"path":"x","base64Content":"AP8="}]}',
    };
    expect(await rehearse()).toEqual([
      { path: 'x', content: Buffer.from([0, 255]) },
    ]);
    expect(JSON.parse(asked)).toMatchObject({
      template: { metadata: { name: 'app' } },
      directoryContents: [{ path: 'a/b.txt', base64Content: 'AP8=' }],
    });
    expect(token).toContain('"sub":"plugin:gitops"');
    expect(token).toContain('"target":"scaffolder"');
    expect(token).not.toContain('casey');
    expect(personToken()).toContain('"obo":"user:default/casey"');
    expect(personToken()).toContain('"target":"scaffolder"');
  });

  it.each([
    ['its', () => token.slice('Bearer '.length)],
    ['the person’s', () => personToken()],
  ])('hands out no file that %s token is in', async (_whose, secret) => {
    await rehearse();
    const base64Content = Buffer.from(`x ${secret()}`).toString('base64');
    await expect(
      fail(200, { directoryContents: [{ path: 'x', base64Content }] }),
    ).rejects.toThrow('writes credentials to files');
  });

  it.each([
    ['required', 'instance', 'name', 'Name is missing.'],
    [
      'maxLength',
      'instance.name',
      40,
      'Name is too long; it has at most 40 characters.',
    ],
    ['pattern', 'instance.name', '^a$', 'Name has characters that do not'],
    ['minItems', 'instance.places[0]', 1, 'Environments needs at least 1'],
    ['type', 'instance', ['object'], 'The form what the schema says.'],
    ['type', 'instance.constructor', [], 'constructor what the schema says.'],
  ])(
    'tells a mistake against %s at %s',
    async (name, property, argument, words) => {
      const message = 'what the schema says';
      const mistake = { name, property, argument, message };
      await expect(fail(400, { errors: [mistake] })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(words),
      });
    },
  );

  it.each([
    ['InputError', 'It is taken (https://forge/acme/x).', 'InputError'],
    ['NotAllowedError', 'Ask the team.', 'InputError'],
    ['ConflictError', 'It moved.', 'ConflictError'],
    ['ServiceUnavailableError', 'Try later.', 'ServiceUnavailableError'],
  ])('passes on what a step says by %s', async (name, message, as) => {
    await expect(fail(400, { error: { name, message } })).rejects.toMatchObject(
      { name: as, message },
    );
  });

  it.each([
    ['InputError', "ENOENT: no such file '/var/portal/dry-run-content/a'"],
    ['InputError', 'cannot read file:///var/portal'],
    ['InputError', 'Invalid input passed to action fetch:template'],
    ['TypeError', 'x is not a function'],
  ])('keeps %s with "%s" to itself', async (name, message) => {
    const failed = fail(500, { error: { name, message } });
    await expect(failed).rejects.toThrow('the portal’s log says why');
    await expect(failed).rejects.not.toThrow(message);
  });

  it('takes an answer that is none for a failure', async () => {
    reply = { status: 502, body: '<html>' };
    await expect(rehearse()).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('says so when nobody answers', async () => {
    reply = undefined;
    const rehearsed = rehearse();
    server.on('request', request => request.socket.destroy());
    await expect(rehearsed).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('does not answer'),
    });
  });

  it('waits no longer than it is told', async () => {
    reply = undefined;
    await expect(rehearse(AbortSignal.timeout(50))).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });
});
