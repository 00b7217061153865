import { ConfigReader } from '@backstage/config';
import { readGitOpsRepository } from './GitOpsRepository';

function read(repository: string, branch?: string) {
  return readGitOpsRepository(
    new ConfigReader({ gitops: { repository, ...(branch && { branch }) } }),
  );
}

describe('readGitOpsRepository', () => {
  it.each([
    'http://localhost:7010/acme/infra-gitops',
    'http://localhost:7010/acme/infra-gitops/',
    'http://localhost:7010/acme/infra-gitops.git',
  ])('takes %s apart', url => {
    expect(read(url)).toEqual({
      url: 'http://localhost:7010/acme/infra-gitops',
      cloneUrl: 'http://localhost:7010/acme/infra-gitops.git',
      slug: 'acme/infra-gitops',
      owner: 'acme',
      name: 'infra-gitops',
      branch: 'main',
    });
  });

  it.each([
    ['ext::sh -c id', 'http or https'],
    ['file:///etc', 'http or https'],
    ['nonsense', 'not an address'],
    ['https://bot:hunter2@github.com/acme/infra', 'credentials'],
    ['https://github.com/acme', 'owner and the name'],
    ['https://github.com/acme/infra/tree/main', 'owner and the name'],
    ['https://github.com/-acme/--upload-pack=id', 'owner and the name'],
  ])('refuses %s', (url, reason) => {
    expect(() => read(url)).toThrow(reason);
    expect(() => read(url)).not.toThrow('hunter2');
  });

  it.each(['--upload-pack=id', 'a..b', 'main.', 'x@{1}', 'a b'])(
    'refuses the branch %s',
    branch => {
      expect(() => read('https://github.com/acme/infra', branch)).toThrow(
        'gitops.branch',
      );
    },
  );
});
