import type { ForgeContext } from '../context.ts';
import { emptyTree } from '../git/changes.ts';
import type { RefMove } from '../git/httpBackend.ts';
import type { GitRepository } from '../git/GitRepository.ts';
import type { GitCommit } from '../git/types.ts';
import { webUrl } from '../rest/serialize/urls.ts';
import type { Account } from '../store/types.ts';
import { authorLookup } from './accounts.ts';
import { fullName, type Located } from './repositories.ts';

/** GitHub lists at most 2048 commits in a push event; 20 here serve every receiver we have. */
const maxCommits = 20;
const isZero = (sha: string) => /^0+$/.test(sha);

async function touched(git: GitRepository, commit: GitCommit) {
  const changes = await git.changes(commit.parents[0] ?? emptyTree, commit.sha);
  const paths = (...statuses: string[]) =>
    changes
      .filter(change => statuses.includes(change.status))
      .map(change => change.path);
  return {
    added: paths('added', 'copied'),
    removed: [
      ...paths('removed'),
      ...changes.flatMap(change =>
        change.status === 'renamed' && change.previousPath
          ? [change.previousPath]
          : [],
      ),
    ],
    modified: paths('modified', 'renamed', 'changed'),
  };
}

/** What is particular to a `push` event. */
export async function pushPayload(
  context: ForgeContext,
  located: Located,
  pusher: Account,
  { ref, before, after }: RefMove,
): Promise<object> {
  const git = context.git.open(located.repo.id);
  const name = fullName(located);
  const deleted = isZero(after);
  const created = isZero(before);
  const isBranch = ref.startsWith('refs/heads/');
  const known = created
    ? await git.readRef(`refs/heads/${located.repo.defaultBranch}`)
    : before;
  const since = known && known !== after ? known : null;
  const commits =
    deleted || !isBranch
      ? []
      : await git.log(after, since, { limit: maxCommits });
  const authorOf = await authorLookup(
    context,
    commits.flatMap(commit => [commit.author, commit.committer]),
  );
  const person = (signature: GitCommit['author']) => {
    const account = authorOf(signature);
    return {
      name: signature.name,
      email: signature.email,
      ...(account ? { username: account.login } : {}),
    };
  };
  const listed = await Promise.all(
    commits.toReversed().map(async commit => ({
      id: commit.sha,
      tree_id: commit.tree,
      distinct: true,
      message: commit.message,
      timestamp: commit.committer.date,
      url: webUrl(context, `/${name}/commit/${commit.sha}`),
      author: person(commit.author),
      committer: person(commit.committer),
      ...(await touched(git, commit)),
    })),
  );
  return {
    ref,
    before,
    after,
    created,
    deleted,
    forced:
      !created &&
      !deleted &&
      isBranch &&
      !(await git.isAncestor(before, after)),
    base_ref: null,
    compare: webUrl(
      context,
      `/${name}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    ),
    commits: listed,
    head_commit: listed.at(-1) ?? null,
    pusher: { name: pusher.login, email: pusher.email },
  };
}
