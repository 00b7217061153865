import type { Request, Response } from 'express';
import { anonymous, atLeast, permissionOf, type Actor } from '../auth.ts';
import type { ForgeContext } from '../context.ts';
import { findRepository, type Located } from '../domain/repositories.ts';
import { notFound } from '../http/errors.ts';
import { csrfToken } from '../oauth/csrf.ts';
import { readSession, type Session } from '../oauth/session.ts';
import type { Permission } from '../store/types.ts';
import type { Viewer } from './layout.ts';

/** Who asks for a page. */
export interface Visit {
  actor: Actor;
  session: Session | undefined;
  viewer: Viewer | undefined;
}

/** Reads who is signed in. */
export async function visit(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<Visit> {
  const session = await readSession(context, req);
  return {
    session,
    actor: session?.actor ?? anonymous,
    viewer: session && {
      login: session.actor.account.login,
      csrf: csrfToken(context, req, res, session),
    },
  };
}

/** A repository as a visitor may see it. */
export interface RepositoryVisit extends Visit {
  located: Located;
  permission: Permission;
  /** `/owner/name` */
  path: string;
}

/**
 * Reads who is signed in and the repository of the address.
 * @throws HttpError 404 when there is none that this visitor may read
 */
export async function visitRepository(
  context: ForgeContext,
  req: Request,
  res: Response,
): Promise<RepositoryVisit> {
  const visitor = await visit(context, req, res);
  const located = await findRepository(
    context,
    req.params.owner,
    req.params.repo,
  );
  if (!located) throw notFound();
  const permission = await permissionOf(context, visitor.actor, located.repo);
  if (!atLeast(permission, 'read')) throw notFound();
  return {
    ...visitor,
    located,
    permission,
    path: `/${located.owner.login}/${located.repo.name}`,
  };
}
