import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { makeLongPlan, makeReview, NUMBER } from './longPlan.ts';

const HOUR_S = 3600;
const identity = {
  type: 'user',
  userEntityRef: 'user:default/robin',
  ownershipEntityRefs: ['user:default/robin'],
};

/** Serves the portal's built pages, to somebody who is signed in, with one long plan and nothing else behind them. */
export async function servePages(dist: string) {
  const { plan, manifests, lines } = makeLongPlan();
  const review = makeReview(plan.head);
  const api = express.Router();
  api.use(express.json());
  api.get('/auth/github/refresh', (_, response) => {
    response.json(session());
  });
  api.post('/permission/authorize', ({ body }, response) => {
    const items = body.items.map(({ id }: { id: string }) => ({
      id,
      result: 'ALLOW',
    }));
    response.json({ items });
  });
  api.get('/catalog/entities/by-query', (_, response) => {
    response.json({ items: [], totalItems: 0, pageInfo: {} });
  });
  api.get('/gitops/pull-requests', (_, response) => {
    response.json({ pullRequests: [review] });
  });
  api.get(`/gitops/pull-requests/${NUMBER}`, (_, response) => {
    response.json(review);
  });
  api.get(`/gitops/pull-requests/${NUMBER}/plan`, (_, response) => {
    response.json({ status: 'ready', plan });
  });
  api.get('/gitops/plans/:id/manifests', ({ query }, response) => {
    response.json({ manifests: manifests.get(String(query.overlay)) });
  });
  // Whatever else the frame around the page asks for: there is none of it.
  api.use((_, response) => {
    response.status(404).json({ error: { name: 'NotFoundError' } });
  });

  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const page = atAddress(await readFile(join(dist, 'index.html'), 'utf8'), url);
  app.use('/api', api);
  app.use(express.static(dist, { index: false }));
  app.use((_, response) => {
    response.type('html').send(page);
  });
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url, lines, stop };
}

/** The page, with the addresses of this server in the configuration that it carries, as the portal itself does it. */
function atAddress(page: string, baseUrl: string): string {
  const ours = { app: { baseUrl }, backend: { baseUrl } };
  return page.replace(
    /(<script type="backstage\.io\/config">)([^<]*)/,
    (_, tag: string, config: string) =>
      tag +
      JSON.stringify([...JSON.parse(config), { context: 'bench', data: ours }]),
  );
}

function session() {
  const claims = {
    sub: identity.userEntityRef,
    ent: identity.ownershipEntityRefs,
    exp: Math.floor(Date.now() / 1000) + HOUR_S,
  };
  // Only this server's pages read it, and they look at nothing but the claims.
  const token = ['{}', JSON.stringify(claims), 'unsigned']
    .map(part => Buffer.from(part).toString('base64url'))
    .join('.');
  return {
    providerInfo: {
      accessToken: 'none',
      scope: 'read:user',
      expiresInSeconds: HOUR_S,
    },
    profile: { displayName: 'Robin' },
    backstageIdentity: { token, expiresInSeconds: HOUR_S, identity },
  };
}
