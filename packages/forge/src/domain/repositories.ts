import type { ForgeContext } from '../context.ts';
import { validationFailed } from '../http/errors.ts';
import type { RepositoryFacts } from '../rest/serialize/repository.ts';
import type { Account, Permission, Repository } from '../store/types.ts';
import { publish } from './events.ts';
import { commitFiles } from './commitFiles.ts';

/** A repository with its owner. */
export interface Located {
  repo: Repository;
  owner: Account;
}

/** `owner/name` */
export const fullName = ({ repo, owner }: Located) =>
  `${owner.login}/${repo.name}`;

/** Finds a repository whatever the case of its name. */
export async function findRepository(
  { store }: Pick<ForgeContext, 'store'>,
  ownerLogin: string,
  name: string,
): Promise<Located | undefined> {
  const owner = await store.accounts.find({ login: ownerLogin });
  if (!owner) return undefined;
  const repo = await store.repositories.find({ ownerId: owner.id, name });
  return repo ? { repo, owner } : undefined;
}

/** The repository with its owner, for a record that refers to it. */
export async function locate(
  { store }: Pick<ForgeContext, 'store'>,
  repo: Repository,
): Promise<Located> {
  const owner = await store.accounts.find({ id: repo.ownerId });
  if (!owner) throw new Error(`Repository ${repo.id} has no owner`);
  return { repo, owner };
}

/** What the serializers need to show a repository. */
export async function repositoryFacts(
  { store }: Pick<ForgeContext, 'store'>,
  located: Located,
  permission?: Permission,
): Promise<RepositoryFacts> {
  const openIssues = await store.issues.count({
    repoId: located.repo.id,
    state: 'open',
  });
  return { ...located, permission, openIssues };
}

/** What a new repository may be told; the rest is GitHub's defaults. */
export type NewRepository = Pick<Repository, 'name'> &
  Partial<Omit<Repository, 'id' | 'ownerId' | 'name' | 'nextNumber'>> & {
    autoInit?: boolean;
  };

/**
 * Makes a repository, and a first commit with a README when asked.
 * @throws HttpError 422 when the name is bad or taken.
 */
export async function createRepository(
  context: ForgeContext,
  creator: Account,
  owner: Account,
  input: NewRepository,
): Promise<Located> {
  const { autoInit = false, ...settings } = input;
  if (
    !/^[\w.-]{1,100}$/.test(input.name) ||
    /^\.{1,2}$|\.git$/i.test(input.name)
  ) {
    throw validationFailed({
      resource: 'Repository',
      field: 'name',
      code: 'invalid',
    });
  }
  const now = context.clock().toISOString();
  const repo = await context.store.transaction(async store => {
    if (
      await store.repositories.find({ ownerId: owner.id, name: input.name })
    ) {
      throw validationFailed({
        resource: 'Repository',
        code: 'custom',
        field: 'name',
        message: 'name already exists on this account',
      });
    }
    return store.repositories.insert({
      description: null,
      homepage: null,
      private: false,
      archived: false,
      defaultBranch: 'main',
      topics: [],
      hasIssues: true,
      hasProjects: true,
      hasWiki: true,
      allowMergeCommit: true,
      allowSquashMerge: true,
      allowRebaseMerge: true,
      allowAutoMerge: false,
      allowUpdateBranch: false,
      deleteBranchOnMerge: false,
      squashMergeCommitTitle: 'COMMIT_OR_PR_TITLE',
      squashMergeCommitMessage: 'COMMIT_MESSAGES',
      pushedAt: null,
      createdAt: now,
      updatedAt: now,
      ...settings,
      ownerId: owner.id,
      nextNumber: 1,
    });
  });
  await context.git.create(repo.id, repo.defaultBranch);
  const located = { repo, owner };
  if (creator.id !== owner.id && owner.type === 'Organization') {
    const { store } = context;
    const member = await store.orgMembers.find({
      orgId: owner.id,
      userId: creator.id,
    });
    if (member?.role === 'member') {
      await store.collaborators.upsert(
        { repoId: repo.id, userId: creator.id, permission: 'admin' },
        ['repoId', 'userId'],
      );
    }
  }
  await publish(context, 'repository', {
    located,
    sender: creator,
    action: 'created',
  });
  if (autoInit) {
    await commitFiles(context, { account: creator, token: null }, located, {
      branch: repo.defaultBranch,
      message: 'Initial commit',
      files: [{ path: 'README.md', content: Buffer.from(`# ${repo.name}\n`) }],
    });
  }
  return located;
}

/** Removes a repository and all that belongs to it. */
export async function deleteRepository(
  context: ForgeContext,
  sender: Account,
  located: Located,
): Promise<void> {
  await publish(context, 'repository', { located, sender, action: 'deleted' });
  await context.store.repositories.remove({ id: located.repo.id });
  await context.git.remove(located.repo.id);
}
