import { ServiceUnavailableError } from '@backstage/errors';
import type {
  Forge,
  ForgeComment,
  ForgePerson,
  ForgeProposals,
  ForgePullRequest,
  ForgePullRequestDetail,
  ForgeStatus,
} from '@slipway/plugin-gitops-node';

/** A pull request as a forge tells it. */
export function forgePullRequest(
  number: number,
  other: Partial<ForgePullRequest> = {},
): ForgePullRequest {
  return {
    number,
    title: `Change ${number}`,
    url: `https://forge.example.com/acme/infra/pull/${number}`,
    state: 'open',
    draft: false,
    author: 'casey',
    createdAt: '2026-11-21T10:00:00Z',
    updatedAt: '2026-11-21T10:00:00Z',
    branch: 'change',
    commit: 'a'.repeat(40),
    checks: 'none',
    approvals: 0,
    reviewers: [],
    ...other,
  };
}

/** A forge in memory that can be away. */
export class FakeForge implements Forge {
  pullRequests: ForgePullRequest[] = [];
  details = new Map<number, ForgePullRequestDetail>();
  /** Repositories that exist besides the GitOps repository. */
  repositories = new Set<string>();
  isAway = false;
  readonly statuses: ForgeStatus[] = [];
  /** By pull request: the newest body, and how often it was written. */
  readonly comments = new Map<number, { body: string; writes: number }>();
  /** What the portal proposes; see `GitForge` for one that does. */
  proposals: ForgeProposals = new Proxy({} as ForgeProposals, {
    get() {
      throw new Error('Nothing is proposed on this forge');
    },
  });

  /** What people do, by their token. */
  person: (token: string) => ForgePerson = () => {
    throw new Error('Nobody acts on this forge');
  };

  listOpenPullRequests = () => this.#answer(() => this.pullRequests);
  readPullRequest = (number: number) =>
    this.#answer(() => this.details.get(number));
  findRepository = (slug: string) =>
    this.#answer(() =>
      this.repositories.has(slug)
        ? { slug, url: `https://forge.example.com/${slug}` }
        : undefined,
    );
  gitAuthorization = async () => 'Basic c2VjcmV0';
  asPerson = (token: string) => this.person(token);

  setStatus = (status: ForgeStatus) =>
    this.#answer(() => {
      this.statuses.push(status);
    });

  upsertComment = ({ pullRequest, body }: ForgeComment) =>
    this.#answer(() => {
      const writes = this.comments.get(pullRequest)?.writes ?? 0;
      this.comments.set(pullRequest, { body, writes: writes + 1 });
      return { url: `https://forge.example.com/${pullRequest}#comment` };
    });

  async #answer<T>(answer: () => T): Promise<T> {
    if (this.isAway) {
      throw new ServiceUnavailableError('the forge is away');
    }
    return answer();
  }
}
