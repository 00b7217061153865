import type { ForgePullRequest } from '@slipway/plugin-gitops-node';

/** The part of GitHub's reply that is used. */
export interface GithubPull {
  number: number;
  title: string;
  html_url: string;
  draft?: boolean;
  user: { login: string } | null;
  created_at: string;
  updated_at: string;
  head: {
    ref: string;
    sha: string;
    label?: string | null;
    repo: { full_name: string } | null;
  };
}

/** An open pull request in the words of the plugin. */
export function toForgePullRequest(
  slug: string,
  pull: GithubPull,
): ForgePullRequest {
  const { head } = pull;
  const own = head.repo?.full_name.toLowerCase() === slug.toLowerCase();
  return {
    number: pull.number,
    title: pull.title,
    url: pull.html_url,
    state: 'open',
    draft: pull.draft ?? false,
    // GitHub's own name for whoever is gone.
    author: pull.user?.login ?? 'ghost',
    createdAt: pull.created_at,
    updatedAt: pull.updated_at,
    // A fork may name its branches as Slipway does; with the owner before it, none is mistaken.
    branch: own ? head.ref : (head.label ?? `fork:${head.ref}`),
    commit: head.sha,
  };
}
