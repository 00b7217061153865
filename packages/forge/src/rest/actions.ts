import { notFound } from '../http/errors.ts';
import { ok, type Call, type Reply } from './call.ts';
import type { Endpoints } from './endpoints.ts';

async function none(call: Call, key: string): Promise<Reply> {
  await call.repo('read');
  return ok({ total_count: 0, [key]: [] });
}

/** GitHub Actions: the forge runs none, and says so in the shapes that clients read. */
export const actionsEndpoints: Endpoints = {
  'get /repos/:owner/:repo/actions/runs': call => none(call, 'workflow_runs'),
  'get /repos/:owner/:repo/actions/workflows': call => none(call, 'workflows'),
  'get /repos/:owner/:repo/actions/runs/:run': async call => {
    await call.repo('read');
    throw notFound();
  },
};
