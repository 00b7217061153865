import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { COMPONENT_ANNOTATION } from '@slipway/plugin-gitops-common';
import { GithubForge } from '@slipway/plugin-gitops-backend-module-github';
import {
  type JobForge,
  startForge,
} from '../../../releases/__testUtils__/startForge';
import { componentFiles } from '../../__testUtils__/promotionPortal';

const REPOSITORY = '/repos/acme/infra-gitops';

interface Pull {
  number: number;
  state: string;
  head: { ref: string; sha: string };
}

/** The forge as a process, with a GitOps repository of components. */
export class GitOpsForge {
  static async start(directory: string, components: readonly string[]) {
    const running = await startForge(directory);
    const forge = new GitOpsForge(running, components);
    await forge.#fill();
    return forge;
  }

  private constructor(
    readonly running: JobForge,
    private readonly components: readonly string[],
  ) {}

  /** Page of the repository. */
  get repository(): string {
    return `${this.running.url}/acme/infra-gitops`;
  }

  /** What a portal is configured with. */
  config(dataDir: string, api: string = this.running.url) {
    const { url, ownerToken: token } = this.running;
    return {
      app: { baseUrl: 'https://portal.example.com' },
      gitops: {
        repository: this.repository,
        dataDir,
        changeLog: { stdout: false },
      },
      integrations: {
        github: [
          { host: new URL(url).host, apiBaseUrl: `${api}/api/v3`, token },
        ],
      },
    };
  }

  /** Entities of the components in the catalog. */
  get entities() {
    return this.components.map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name, annotations: { [COMPONENT_ANNOTATION]: name } },
      spec: { type: 'service', lifecycle: 'production', owner: `team-${name}` },
    })) satisfies JsonObject[];
  }

  call<T>(method: string, path: string, body?: object): Promise<T> {
    return this.running.call(method, `${REPOSITORY}${path}`, body);
  }

  /** All pull requests, of any state. */
  pulls(): Promise<Pull[]> {
    return this.call('GET', '/pulls?state=all&per_page=100');
  }

  async branches(): Promise<string[]> {
    const branches = await this.call<{ name: string }[]>(
      'GET',
      '/branches?per_page=100',
    );
    return branches.map(({ name }) => name).sort();
  }

  /** First lines of the commits on a branch that main has not, or of main. */
  async commits(branch: string): Promise<string[]> {
    const { commits } = await this.call<{
      commits: { commit: { message: string } }[];
    }>('GET', `/compare/main...${branch}`);
    return commits.map(({ commit }) => commit.message);
  }

  async #fill() {
    await this.running.call('POST', '/orgs/acme/repos', {
      name: 'infra-gitops',
      auto_init: true,
    });
    const options = { signal: AbortSignal.timeout(30_000) };
    const { proposals } = GithubForge.fromConfig(
      new ConfigReader(this.config('unused')),
    );
    const main = await this.call<{ object: { sha: string } }>(
      'GET',
      '/git/ref/heads/main',
    );
    const parent = main.object.sha;
    await proposals.ensureBranch({ name: 'start', commit: parent }, options);
    const files = Object.entries(componentFiles(this.components)).map(
      ([path, content]) => ({ path, content }),
    );
    const { commit } = await proposals.commitFiles(
      { branch: 'start', parent, files, message: 'Start' },
      options,
    );
    await proposals.mergeCommit({ commit, message: 'Start' }, options);
    await proposals.withdraw({ branch: 'start', reason: '' }, options);
  }
}
