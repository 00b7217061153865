import { ok } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { apiUrl } from './serialize/urls.ts';

/** What the server is, and where things are. */
export const metaEndpoints: Endpoints = {
  'get /': async ({ context }) => {
    const at = (path: string) => apiUrl(context, path);
    return ok({
      current_user_url: at('/user'),
      emails_url: at('/user/emails'),
      organization_url: at('/orgs/{org}'),
      organization_repositories_url: at(
        '/orgs/{org}/repos{?type,page,per_page,sort}',
      ),
      rate_limit_url: at('/rate_limit'),
      repository_url: at('/repos/{owner}/{repo}'),
      user_url: at('/users/{user}'),
      user_repositories_url: at(
        '/users/{user}/repos{?type,page,per_page,sort}',
      ),
    });
  },
  'get /meta': async () => ok({ verifiable_password_authentication: true }),
  'get /zen': async () => ({
    status: 200,
    body: 'Keep it logically awesome.',
    contentType: 'text/plain',
  }),
};
