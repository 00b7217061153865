import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a file is set to: text, a link to somewhere, or nothing. */
export type FixtureFile = string | { link: string } | undefined;

/** A real repository that a test commits to. */
export class GitFixture {
  readonly directory: string;

  static async create(directory: string): Promise<GitFixture> {
    await mkdir(directory, { recursive: true });
    const fixture = new GitFixture(directory);
    await fixture.git('init', '--quiet', '--initial-branch=main');
    return fixture;
  }

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** @returns the new commit */
  async commit(
    files: Record<string, FixtureFile>,
    author: string = 'Casey Creator',
  ): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.directory, path);
      await rm(file, { recursive: true, force: true });
      await mkdir(dirname(file), { recursive: true });
      if (typeof content === 'string') {
        await writeFile(file, content);
      } else if (content) {
        await symlink(content.link, file);
      }
    }
    await this.git('add', '--all');
    await this.git(
      'commit',
      '--quiet',
      '--allow-empty',
      `--author=${author} <a@example.com>`,
      '--message=change',
    );
    return this.head();
  }

  async head(): Promise<string> {
    return (await this.git('rev-parse', 'HEAD')).trim();
  }

  async git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', args, {
      cwd: this.directory,
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'Casey Creator',
        GIT_AUTHOR_EMAIL: 'casey@example.com',
        GIT_COMMITTER_NAME: 'Casey Creator',
        GIT_COMMITTER_EMAIL: 'casey@example.com',
      },
    });
    return stdout;
  }
}

/** The files of a GitOps repository with one component. */
export const GITOPS_FILES = {
  'environments.yaml': `apiVersion: slipway.dev/v1alpha1
kind: Environments
environments:
  - name: dev
    clusters: [yc]
    sync: { automated: true, prune: true, selfHeal: true }
  - name: prod
    clusters: [yc, vk]
clusters:
  - name: yc
    title: Yandex Cloud
  - name: vk
`,
  'apps/shop/component.yaml': `apiVersion: slipway.dev/v1alpha1
kind: GitOpsComponent
name: shop
owner: team-shop
repository: acme/shop
style: kustomize
images: [shop]
`,
  'apps/shop/overlays/dev/kustomization.yaml': 'kind: Kustomization\n',
  'apps/shop/overlays/dev/release/kustomization.yaml': releaseLayer('1.5.0'),
  'apps/shop/overlays/prod/kustomization.yaml': 'kind: Kustomization\n',
  'apps/shop/overlays/prod/release/kustomization.yaml': releaseLayer('1.4.2'),
};

/** A release layer of one image. */
export function releaseLayer(tag: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
images:
  - name: shop
    newName: ghcr.io/acme/shop
    newTag: ${tag}
`;
}
