import type { Request } from 'express';
import { z } from 'zod';
import { atLeast, permissionOf, type Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { findPull } from '../domain/pullFacts.ts';
import { findRepository, type Located } from '../domain/repositories.ts';
import type { GitRepository } from '../git/GitRepository.ts';
import {
  authenticationRequired,
  forbidden,
  HttpError,
  notFound,
} from '../http/errors.ts';
import type { Account, Permission, PullRequest, Team } from '../store/types.ts';

/** What an endpoint answers. */
export interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Of a body that is no JSON. */
  contentType?: string;
}

/** 200, or another status, with a JSON body. */
export const ok = (body: unknown, status = 200): Reply => ({ status, body });
/** 201 with a JSON body. */
export const created = (body: unknown): Reply => ok(body, 201);
/** 204 without a body. */
export const noContent: Reply = { status: 204 };

/** A repository that the caller may use, with its files. */
export interface RepositoryScope extends Located {
  name: string;
  permission: Permission;
  git: GitRepository;
}

const words = (path: readonly PropertyKey[]) => path.map(String).join('/');

/** One request to the REST API: who asks, for what, and what they may. */
export class Call {
  readonly context: ForgeContext;
  readonly request: Request;
  readonly actor: Actor;

  constructor(context: ForgeContext, request: Request, actor: Actor) {
    this.context = context;
    this.request = request;
    this.actor = actor;
  }

  /** A segment of the path, decoded. */
  param(name: string): string {
    return this.request.params[name] ?? '';
  }

  /**
   * A number in the path.
   * @throws HttpError 404: nothing has such an id.
   */
  id(name: string): number {
    const value = this.param(name);
    if (!/^\d{1,15}$/.test(value)) throw notFound();
    return Number(value);
  }

  /** A query parameter, when it was given once. */
  query(name: string): string | undefined {
    const value = this.request.query[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** The body, checked. @throws HttpError 422 in GitHub's words. */
  body<S extends z.ZodType>(schema: S): z.output<S> {
    const result = schema.safeParse(this.request.body ?? {});
    if (result.success) return result.data;
    const lines = result.error.issues.map(issue =>
      issue.code === 'invalid_type' && issue.input === undefined
        ? `"${words(issue.path)}" wasn't supplied.`
        : `For 'properties/${words(issue.path)}', ${issue.message}.`,
    );
    throw new HttpError(422, `Invalid request.\n\n${lines.join('\n')}`);
  }

  /** The format that the Accept header asks for: `json`, `raw`, `diff`, `patch`, `sha` … */
  get format(): string {
    const accept = this.request.get('accept') ?? '';
    return (
      /application\/vnd\.github(?:\.v3)?\.(raw|diff|patch|sha|object|html)\b/.exec(
        accept,
      )?.[1] ?? 'json'
    );
  }

  /** The account that asks. @throws HttpError 401 when nobody signed in. */
  user(): Account {
    if (!this.actor.account) throw authenticationRequired();
    return this.actor.account;
  }

  /**
   * The repository in the path, if the caller may do `need` in it.
   * @throws HttpError 404 when it does not exist or may not be seen, 403 when rights are short.
   */
  async repo(need: Permission): Promise<RepositoryScope> {
    const located = await findRepository(
      this.context,
      this.param('owner'),
      this.param('repo'),
    );
    if (!located) throw notFound();
    const permission = await permissionOf(
      this.context,
      this.actor,
      located.repo,
    );
    if (permission === 'none') throw notFound();
    if (!atLeast(permission, need)) {
      this.user();
      throw forbidden(
        need === 'admin' ? 'Must have admin rights to Repository.' : undefined,
      );
    }
    if (
      need !== 'read' &&
      this.request.method !== 'GET' &&
      located.repo.archived &&
      !atLeast(permission, 'admin')
    ) {
      throw forbidden('Repository was archived so is read-only.');
    }
    return {
      ...located,
      name: `${located.owner.login}/${located.repo.name}`,
      permission,
      git: this.context.git.open(located.repo.id),
    };
  }

  /** The repository and the pull request in the path. */
  async pull(
    need: Permission,
  ): Promise<RepositoryScope & { pull: PullRequest }> {
    const scope = await this.repo(need);
    const pull = await findPull(this.context, scope.repo.id, this.id('number'));
    if (!pull) throw notFound();
    return { ...scope, pull };
  }

  /** The organisation in the path. @throws HttpError 404; 403 when `role` is admin and the caller is none. */
  async org(role: 'anyone' | 'member' | 'admin' = 'anyone'): Promise<Account> {
    const org = await this.context.store.accounts.find({
      login: this.param('org'),
    });
    if (org?.type !== 'Organization') throw notFound();
    if (role === 'anyone') return org;
    const user = this.user();
    if (user.siteAdmin) return org;
    const { token } = this.actor;
    if (token?.kind === 'installation') {
      const id = token.installationId ?? 0;
      const installed = await this.context.store.installations.find({
        id,
        accountId: org.id,
      });
      if (!installed) throw forbidden('Resource not accessible by integration');
      return org;
    }
    const member = await this.context.store.orgMembers.find({
      orgId: org.id,
      userId: user.id,
    });
    if (!member) throw notFound();
    if (role === 'admin' && (member.role !== 'admin' || token?.readOnly)) {
      throw forbidden('You must be an admin of this organization.');
    }
    return org;
  }

  /** The organisation and the team in the path. */
  async team(
    role: 'anyone' | 'admin' = 'anyone',
  ): Promise<{ org: Account; team: Team }> {
    const org = await this.org(role);
    const team = await this.context.store.teams.find({
      orgId: org.id,
      slug: this.param('team'),
    });
    if (!team) throw notFound();
    return { org, team };
  }

  /** Cuts a list to the page that was asked for, and says in the Link header where the others are. */
  async page<T>(
    items: readonly T[],
    show: (item: T) => unknown,
    wrap?: (page: unknown[]) => unknown,
  ): Promise<Reply> {
    const perPage = Math.min(
      100,
      Math.max(1, Number(this.query('per_page')) || 30),
    );
    const page = Math.max(1, Number(this.query('page')) || 1);
    const last = Math.max(1, Math.ceil(items.length / perPage));
    const shown = await Promise.all(
      items.slice((page - 1) * perPage, page * perPage).map(show),
    );
    const links: string[] = [];
    const link = (rel: string, to: number) => {
      const url = new URL(`${this.context.baseUrl}${this.request.originalUrl}`);
      url.searchParams.set('page', String(to));
      links.push(`<${url.href}>; rel="${rel}"`);
    };
    if (page > 1) link('prev', page - 1);
    if (page < last) {
      link('next', page + 1);
      link('last', last);
    }
    if (page > 1) link('first', 1);
    return {
      status: 200,
      body: wrap ? wrap(shown) : shown,
      ...(links.length ? { headers: { Link: links.join(', ') } } : {}),
    };
  }
}
