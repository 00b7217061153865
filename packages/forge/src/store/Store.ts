import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';
import { migrationSource } from './migrations/index.ts';
import { Table } from './table.ts';
import type * as t from './types.ts';

/** The forge's records. Repositories' contents are in git, not here. */
export class Store {
  readonly #db: Knex;
  readonly accounts: Table<t.Account>;
  readonly tokens: Table<t.AccessToken>;
  readonly orgMembers: Table<t.OrgMember>;
  readonly teams: Table<t.Team>;
  readonly teamMembers: Table<t.TeamMember>;
  readonly repositories: Table<t.Repository>;
  readonly collaborators: Table<t.Collaborator>;
  readonly teamRepositories: Table<t.TeamRepository>;
  readonly protections: Table<t.BranchProtection>;
  readonly issues: Table<t.Issue>;
  readonly labels: Table<t.Label>;
  readonly issueLabels: Table<t.IssueLabel>;
  readonly labelEvents: Table<t.LabelEvent>;
  readonly issueAssignees: Table<t.IssueAssignee>;
  readonly comments: Table<t.Comment>;
  readonly pulls: Table<t.Pull>;
  readonly reviewRequests: Table<t.ReviewRequest>;
  readonly reviews: Table<t.Review>;
  readonly reviewComments: Table<t.ReviewComment>;
  readonly statuses: Table<t.CommitStatus>;
  readonly checkSuites: Table<t.CheckSuite>;
  readonly checkRuns: Table<t.CheckRun>;
  readonly hooks: Table<t.Hook>;
  readonly hookDeliveries: Table<t.HookDelivery>;
  readonly apps: Table<t.App>;
  readonly installations: Table<t.Installation>;
  readonly oauthApps: Table<t.OAuthApp>;
  readonly oauthCodes: Table<t.OAuthCode>;
  readonly signingKeys: Table<t.SigningKey>;
  readonly jobs: Table<t.Job>;

  private constructor(db: Knex) {
    this.#db = db;
    this.accounts = new Table(db, 'accounts', { booleans: ['siteAdmin'] });
    this.tokens = new Table(db, 'tokens', {
      booleans: ['readOnly'],
      json: ['scopes'],
    });
    this.orgMembers = new Table(db, 'orgMembers');
    this.teams = new Table(db, 'teams');
    this.teamMembers = new Table(db, 'teamMembers');
    this.repositories = new Table(db, 'repositories', {
      booleans: [
        'private',
        'archived',
        'hasIssues',
        'hasProjects',
        'hasWiki',
        'allowMergeCommit',
        'allowSquashMerge',
        'allowRebaseMerge',
        'allowAutoMerge',
        'allowUpdateBranch',
        'deleteBranchOnMerge',
      ],
      json: ['topics'],
    });
    this.collaborators = new Table(db, 'collaborators');
    this.teamRepositories = new Table(db, 'teamRepositories');
    this.protections = new Table(db, 'branchProtections', { json: ['rules'] });
    this.issues = new Table(db, 'issues', { booleans: ['isPull', 'locked'] });
    this.labels = new Table(db, 'labels');
    this.issueLabels = new Table(db, 'issueLabels');
    this.labelEvents = new Table(db, 'labelEvents');
    this.issueAssignees = new Table(db, 'issueAssignees');
    this.comments = new Table(db, 'comments');
    this.pulls = new Table(db, 'pulls', {
      booleans: ['draft', 'maintainerCanModify'],
    });
    this.reviewRequests = new Table(db, 'reviewRequests');
    this.reviews = new Table(db, 'reviews');
    this.reviewComments = new Table(db, 'reviewComments');
    this.statuses = new Table(db, 'statuses');
    this.checkSuites = new Table(db, 'checkSuites');
    this.checkRuns = new Table(db, 'checkRuns', { json: ['output'] });
    this.hooks = new Table(db, 'hooks', {
      booleans: ['active', 'insecureSsl'],
      json: ['events'],
    });
    this.hookDeliveries = new Table(db, 'hookDeliveries', {
      booleans: ['redelivery'],
      json: ['requestHeaders', 'responseHeaders'],
    });
    this.apps = new Table(db, 'apps', { json: ['permissions', 'events'] });
    this.installations = new Table(db, 'installations');
    this.oauthApps = new Table(db, 'oauthApps');
    this.oauthCodes = new Table(db, 'oauthCodes', { json: ['scopes'] });
    this.signingKeys = new Table(db, 'signingKeys');
    this.jobs = new Table(db, 'jobs');
  }

  /** Opens the database file, creating it and bringing its schema up to date. */
  static async open(file: string): Promise<Store> {
    mkdirSync(dirname(file), { recursive: true });
    const db = knex({
      client: 'better-sqlite3',
      connection: { filename: file },
      useNullAsDefault: true,
      pool: {
        min: 1,
        max: 1,
        afterCreate: (
          connection: { pragma(sql: string): unknown },
          done: (error: Error | null) => void,
        ) => {
          connection.pragma('journal_mode = WAL');
          connection.pragma('synchronous = NORMAL');
          connection.pragma('foreign_keys = ON');
          done(null);
        },
      },
    });
    await db.migrate.latest({ migrationSource });
    return new Store(db);
  }

  /**
   * Runs `work` on a store whose changes all happen or none.
   * The database has one connection: use only the store handed in, and start no processes inside.
   */
  async transaction<R>(work: (store: Store) => Promise<R>): Promise<R> {
    return this.#db.transaction(trx => work(new Store(trx)));
  }

  /** Takes the next issue or pull request number of a repository. */
  async takeNumber(repoId: number): Promise<number> {
    const [row] = await this.#db('repositories')
      .where({ id: repoId })
      .increment('nextNumber', 1)
      .returning('nextNumber');
    return Number(row.nextNumber) - 1;
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }
}
