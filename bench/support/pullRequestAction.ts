import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Work } from './promotionWork.ts';
import { REPOSITORY } from './servers.ts';

// Their ES modules are for bundlers; Node loads only the others.
const require = createRequire(import.meta.url);
const { ConfigReader } =
  require('@backstage/config') as typeof import('@backstage/config');
const { DefaultGithubCredentialsProvider, ScmIntegrations } =
  require('@backstage/integration') as typeof import('@backstage/integration');
const { createPublishGithubPullRequestAction } =
  require('@backstage/plugin-scaffolder-backend-module-github') as typeof import('@backstage/plugin-scaffolder-backend-module-github');

const silent = {
  error: ignore,
  warn: ignore,
  info: ignore,
  debug: ignore,
  child: () => silent,
};

/** The scaffolder's `publish:github:pull-request`, called as the scaffolder calls it. */
export class PullRequestAction {
  readonly #folder: string;
  readonly #owner: string;
  readonly #repo: string;
  readonly #host: string;
  readonly #action: ReturnType<typeof createPublishGithubPullRequestAction>;

  /** @param folder - for what is committed */
  constructor(folder: string, forge: { url: string; token: string }) {
    const [owner = '', repo = ''] = REPOSITORY.split('/');
    const { host } = new URL(forge.url);
    const config = new ConfigReader({
      integrations: {
        github: [
          { host, apiBaseUrl: `${forge.url}/api/v3`, token: forge.token },
        ],
      },
    });
    const integrations = ScmIntegrations.fromConfig(config);
    this.#folder = folder;
    this.#owner = owner;
    this.#repo = repo;
    this.#host = host;
    this.#action = createPublishGithubPullRequestAction({
      integrations,
      githubCredentialsProvider:
        DefaultGithubCredentialsProvider.fromIntegrations(integrations),
      config,
    });
  }

  /** @param write - puts the changed files into a folder */
  async prepare(
    branchName: string,
    write: (folder: string) => Promise<void>,
  ): Promise<Work> {
    const workspacePath = await mkdtemp(join(this.#folder, 'workspace-'));
    await write(workspacePath);
    const query = `owner=${this.#owner}&repo=${this.#repo}`;
    const open = async () => {
      await this.#action.handler({
        input: {
          repoUrl: `${this.#host}?${query}`,
          branchName,
          title: `feat: release ${branchName}`,
          description: 'A release.',
        },
        workspacePath,
        logger: silent,
        output: ignore,
        checkpoint: ({ fn }) => Promise.resolve(fn()),
        createTemporaryDirectory: unasked,
        getInitiatorCredentials: unasked,
        task: { id: branchName },
      });
    };
    return { open, settle: async () => {} };
  }
}

async function unasked(): Promise<never> {
  throw new Error('The action asks for what it is not given');
}

function ignore(): void {}
