import type { GithubActor } from './pullRequestReply';

/** As REST spells it, where apps end in `[bot]`; `ghost` is GitHub's own name for whoever is gone. */
export function loginOf(actor: GithubActor): string {
  if (!actor) {
    return 'ghost';
  }
  return actor.__typename === 'Bot' ? `${actor.login}[bot]` : actor.login;
}
