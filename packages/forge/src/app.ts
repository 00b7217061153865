import express, { type Express } from 'express';
import type { ForgeContext } from './context.ts';
import {
  contractMiddleware,
  graphqlContractMiddleware,
  type Contract,
} from './contract/index.ts';
import { graphqlRouter } from './graphql/router.ts';
import { archiveRouter } from './git/archive.ts';
import { plainRouter } from './git/plain.ts';
import { gitRouter } from './git/router.ts';
import { errorHandler } from './http/errorHandler.ts';
import { faultsMiddleware, faultsRouter } from './http/faults.ts';
import { oauthRouter } from './oauth/router.ts';
import { jobsRouter } from './oidc/jobsRouter.ts';
import { oidcRouter } from './oidc/oidcRouter.ts';
import { pagesRouter } from './pages/router.ts';
import { restRouter } from './rest/router.ts';

/**
 * The forge's addresses, as on a GitHub Enterprise Server:
 * `/api/v3` REST, `/api/graphql`, `/login` sign-in, `/<owner>/<repo>.git` git,
 * `/_services/token` the tokens of jobs, and pages for the rest. `/_forge` is the forge's own.
 */
export function createApp(context: ForgeContext, contract?: Contract): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('json spaces', 0);
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use(faultsRouter(context));
  app.use(faultsMiddleware(context));
  const json = express.json({
    limit: context.config.limits.bodyBytes,
    type: () => true,
    strict: false,
  });
  app.use('/api/v3', json);
  if (contract) {
    app.use('/api/v3', contractMiddleware(contract));
    app.use('/api/graphql', graphqlContractMiddleware(contract));
  }
  app.use('/api/v3', restRouter(context));
  app.use('/api/graphql', json, graphqlRouter(context));
  app.use('/login', oauthRouter(context));
  app.use('/_services', oidcRouter(context));
  app.use('/_forge', jobsRouter(context));
  app.use(archiveRouter(context));
  app.use(gitRouter(context));
  app.use(plainRouter(context));
  app.use(pagesRouter(context));
  app.use(errorHandler(context));
  return app;
}
