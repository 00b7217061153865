import { notFound } from '../http/errors.ts';
import type { Call, Reply } from './call.ts';
import type { Endpoints } from './endpoints.ts';
import { pathUrl, webUrl } from './serialize/urls.ts';

async function archive(call: Call, format: 'tar.gz' | 'zip'): Promise<Reply> {
  const { git, name, repo } = await call.repo('read');
  const ref =
    (call.request.params[0] ?? '').replace(/^\/+/, '') || repo.defaultBranch;
  if (!(await git.resolve(ref))) throw notFound();
  const url = webUrl(
    call.context,
    `/_codeload/${name}/${format}/${pathUrl(ref)}`,
  );
  return { status: 302, headers: { Location: url } };
}

/** Whole trees as archives: GitHub sends clients on to its code download address. */
export const archiveEndpoints: Endpoints = {
  'get /repos/:owner/:repo/tarball': call => archive(call, 'tar.gz'),
  'get /repos/:owner/:repo/tarball/*': call => archive(call, 'tar.gz'),
  'get /repos/:owner/:repo/zipball': call => archive(call, 'zip'),
  'get /repos/:owner/:repo/zipball/*': call => archive(call, 'zip'),
};
