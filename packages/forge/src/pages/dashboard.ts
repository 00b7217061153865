import type { Request, Response } from 'express';
import type { ForgeContext } from '../context.ts';
import { html } from './html.ts';
import { readableRepositories, repositoryList } from './repositoryList.ts';
import { sendPage } from './send.ts';
import { visit } from './visit.ts';

/** `GET /`: the repositories that a visitor may read. */
export async function dashboard(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<void> {
  const { actor, viewer } = await visit(context, req, res);
  const entries = await readableRepositories(context, actor, {});
  sendPage(res, {
    title: 'Repositories',
    viewer,
    returnTo: '/',
    body: html`<h1>Repositories</h1>
      ${
        entries.length
          ? repositoryList(context, entries)
          : html`<section class="empty">
              <h2>No repositories yet</h2>
              <p>
                ${
                  viewer
                    ? 'Create a component in the portal, or push to a repository made through the API.'
                    : 'Nothing here is public. Sign in to see the repositories you may read.'
                }
              </p>
            </section>`
      }`,
  });
}
