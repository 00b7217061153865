import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { z } from 'zod';

const HOUR_S = 3600;
const identity = {
  type: 'user',
  userEntityRef: 'user:default/robin',
  ownershipEntityRefs: ['user:default/robin'],
};

/** An extension by its name, and perhaps whether it is on, or what it is set to. */
const extensionSchema = z.union([
  z.string(),
  z.record(z.string(), z.union([z.boolean(), z.looseObject({})])),
]);
const contextsSchema = z.array(
  z.looseObject({
    data: z.looseObject({
      app: z
        .looseObject({ extensions: z.array(extensionSchema).optional() })
        .optional(),
    }),
  }),
);

type Extension = z.infer<typeof extensionSchema>;

/** What the portal's pages are served with. */
export interface BuiltAppOptions {
  /** Folder that they are built into. */
  dist: string;
  /** What the back end answers. */
  api: Router;
  /** Extensions to switch on or off, whatever the configuration says. */
  extensions?: Record<string, boolean>;
}

/** Serves the portal's built pages, to somebody who is signed in, with a few answers and nothing else behind them. */
export async function serveBuiltApp(options: BuiltAppOptions) {
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
  api.use(options.api);
  // Whatever else the frame around the page asks for: there is none of it.
  api.use((_, response) => {
    response.status(404).json({ error: { name: 'NotFoundError' } });
  });

  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const html = await readFile(join(options.dist, 'index.html'), 'utf8');
  const page = configured(html, url, options.extensions);
  app.use('/api', api);
  app.use(express.static(options.dist, { index: false }));
  app.use((_, response) => {
    response.type('html').send(page);
  });
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url, stop };
}

/** The page, with this server in the configuration that it carries, as the portal itself does it. */
function configured(
  page: string,
  baseUrl: string,
  switches: Record<string, boolean> = {},
): string {
  return page.replace(
    /(<script type="backstage\.io\/config">)([^<]*)/,
    (_, tag: string, config: string) => {
      const contexts = contextsSchema.parse(JSON.parse(config));
      const extensions = contexts
        .flatMap(({ data }) => data.app?.extensions ?? [])
        .filter(one => !(nameOf(one) in switches));
      const switched = Object.entries(switches).map(([name, on]) => ({
        [name]: on,
      }));
      const app = { baseUrl, extensions: [...extensions, ...switched] };
      const ours = { app, backend: { baseUrl } };
      return (
        tag + JSON.stringify([...contexts, { context: 'bench', data: ours }])
      );
    },
  );
}

function nameOf(extension: Extension): string {
  return typeof extension === 'string'
    ? extension
    : (Object.keys(extension)[0] ?? '');
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
