import type { ForgeContext } from '../context.ts';
import { simpleTeam } from '../rest/serialize/team.ts';
import { simpleUser } from '../rest/serialize/user.ts';
import type { Account, PullRequest, Team } from '../store/types.ts';
import { publishPull } from './pullFacts.ts';
import type { Located } from './repositories.ts';

/** Whom to ask for a review. */
export interface Reviewers {
  users: readonly Account[];
  teams: readonly Team[];
}

/** Asks people and teams to review; those already asked are not asked twice. */
export async function requestReviewers(
  context: ForgeContext,
  sender: Account,
  located: Located,
  pull: PullRequest,
  { users, teams }: Reviewers,
): Promise<void> {
  const { store } = context;
  for (const user of users) {
    if (await store.reviewRequests.find({ pullId: pull.id, userId: user.id }))
      continue;
    await store.reviewRequests.insert({
      pullId: pull.id,
      userId: user.id,
      teamId: null,
    });
    await publishPull(
      context,
      located,
      sender,
      pull.number,
      'review_requested',
      {
        requested_reviewer: simpleUser(context, user),
      },
    );
  }
  for (const team of teams) {
    if (await store.reviewRequests.find({ pullId: pull.id, teamId: team.id }))
      continue;
    await store.reviewRequests.insert({
      pullId: pull.id,
      userId: null,
      teamId: team.id,
    });
    await publishPull(
      context,
      located,
      sender,
      pull.number,
      'review_requested',
      {
        requested_team: simpleTeam(context, located.owner, team),
      },
    );
  }
}
