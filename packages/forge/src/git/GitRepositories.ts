import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GitRepository } from './GitRepository.ts';
import { runGit } from './run.ts';

/** The bare repositories on disk, found by the id of their record, so that a rename moves nothing. */
export class GitRepositories {
  readonly root: string;
  readonly #limits: { gitMilliseconds: number };

  constructor(root: string, limits: { gitMilliseconds: number }) {
    this.root = root;
    this.#limits = limits;
  }

  /** The directory of a repository below `root`. */
  directoryName(repoId: number): string {
    return `${repoId}.git`;
  }

  /** The repository of a record; it need not exist yet. */
  open(repoId: number): GitRepository {
    return new GitRepository(
      join(this.root, this.directoryName(repoId)),
      this.#limits.gitMilliseconds,
    );
  }

  /** Makes an empty bare repository unless it exists; half-made ones never appear. */
  async create(repoId: number, defaultBranch: string): Promise<GitRepository> {
    const repository = this.open(repoId);
    if (existsSync(repository.directory)) return repository;
    await mkdir(this.root, { recursive: true });
    const draft = `${repository.directory}.new`;
    await rm(draft, { recursive: true, force: true });
    await runGit([
      'init',
      '--quiet',
      '--bare',
      '--template=',
      `--initial-branch=${defaultBranch}`,
      draft,
    ]);
    await rename(draft, repository.directory);
    return repository;
  }

  /** Removes a repository's files. */
  async remove(repoId: number): Promise<void> {
    await rm(this.open(repoId).directory, { recursive: true, force: true });
  }
}
