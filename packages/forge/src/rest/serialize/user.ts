import type { ForgeContext } from '../../context.ts';
import type { Account } from '../../store/types.ts';
import type { Schema } from './schemas.ts';
import { apiUrl, nodeId, webUrl } from './urls.ts';

const displayLogin = (account: Account) =>
  account.type === 'Bot' && !account.login.endsWith('[bot]')
    ? `${account.login}[bot]`
    : account.login;

/** `simple-user`: how an account appears inside other replies. */
export function simpleUser(
  context: Pick<ForgeContext, 'baseUrl'>,
  account: Account,
): Schema<'simple-user'> {
  const login = displayLogin(account);
  const url = apiUrl(context, `/users/${encodeURIComponent(login)}`);
  return {
    login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: webUrl(context, `/avatars/${encodeURIComponent(login)}`),
    gravatar_id: '',
    url,
    html_url: webUrl(context, `/${encodeURIComponent(login)}`),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    site_admin: account.siteAdmin,
  };
}

/** The counts that a profile shows. */
export interface ProfileCounts {
  publicRepos: number;
  privateRepos: number;
}

/** `public-user`: a profile as anybody sees it. */
export function publicUser(
  context: Pick<ForgeContext, 'baseUrl'>,
  account: Account,
  counts: ProfileCounts,
): Schema<'public-user'> {
  return {
    ...simpleUser(context, account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: account.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: counts.publicRepos,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  };
}

/** `private-user`: one's own profile. */
export function privateUser(
  context: Pick<ForgeContext, 'baseUrl'>,
  account: Account,
  counts: ProfileCounts,
): Schema<'private-user'> {
  return {
    ...publicUser(context, account, counts),
    private_gists: 0,
    total_private_repos: counts.privateRepos,
    owned_private_repos: counts.privateRepos,
    disk_usage: 0,
    collaborators: 0,
    two_factor_authentication: false,
  };
}
