import { resolve } from 'node:path';
import { ConfigSources, loadConfigSchema } from '@backstage/config-loader';

const root = resolve(__dirname, '../../..');

/** A secret in every place that may hold one. */
const secrets = {
  backend: {
    database: { connection: { password: 'secret-database' } },
    auth: {
      externalAccess: [
        { type: 'static', options: { token: 'secret-api', subject: 'cli' } },
      ],
    },
  },
  integrations: { github: [{ host: 'localhost:7010', token: 'secret-forge' }] },
  auth: {
    session: { secret: 'secret-session' },
    providers: {
      github: {
        development: { clientId: 'portal', clientSecret: 'secret-oauth' },
      },
    },
  },
  argocd: {
    appLocatorMethods: [
      {
        type: 'config',
        instances: [
          { name: 'yc', url: 'http://localhost:7110', token: 'secret-argocd' },
        ],
      },
    ],
  },
  gitops: {
    webhookSecret: 'secret-webhook',
    clusters: [
      {
        name: 'yc',
        argocd: { url: 'http://localhost:7110', token: 'secret-gitops-argocd' },
        kubernetes: {
          url: 'https://127.0.0.1:7102',
          tokenFile: '/secret-path/token',
        },
      },
    ],
  },
};

describe('the configuration that browsers get', () => {
  it('has what the app needs, and no secret', async () => {
    const schema = await loadConfigSchema({
      dependencies: ['app', 'backend'],
      packagePaths: [resolve(root, 'package.json')],
    });
    const config = await ConfigSources.toConfig(
      ConfigSources.default({
        argv: ['--config', resolve(root, 'app-config.yaml')],
      }),
    );

    const visible = schema.process(
      [
        { data: config.get(), context: 'app-config.yaml' },
        { data: secrets, context: 'generated' },
      ],
      { visibility: ['frontend'] },
    );

    expect(visible[0].data).toMatchObject({ app: { title: 'Slipway' } });
    const text = JSON.stringify(visible);
    expect(text).toContain('localhost:7010');
    expect(text).toContain('"name":"yc"');
    expect(text).not.toContain('secret');
  }, 60_000);
});
