import type { Invocation } from '../cli/verb.ts';
import type { PortalSession } from '../session/session.ts';
import type { PortalClient } from './client.ts';

/** Gives work a session with a portal; what that needs is installed first where this clone has nothing yet. */
export async function withSession(
  { workspace, options }: Pick<Invocation, 'workspace' | 'options'>,
  work: (session: PortalSession) => Promise<number>,
): Promise<number> {
  try {
    await import('zod');
  } catch {
    const { ensureDependencies } = await import('../setup/dependencies.ts');
    await ensureDependencies(workspace);
  }
  const { openSession } = await import('./open-session.ts');
  return work(await openSession(workspace, options));
}

/** Gives work a portal that it can ask. */
export function withPortal(
  invocation: Pick<Invocation, 'workspace' | 'options'>,
  work: (portal: PortalClient) => Promise<number>,
): Promise<number> {
  return withSession(invocation, async session => {
    const { PortalClient } = await import('./client.ts');
    return work(new PortalClient(session));
  });
}
