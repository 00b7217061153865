import { ConfigReader } from '@backstage/config';
import { readReleasesConfig } from './releasesConfig';

const read = (url: string, releases?: object) =>
  readReleasesConfig(
    new ConfigReader({
      app: { baseUrl: 'https://portal.example.com/' },
      gitops: { ...(releases && { releases }) },
    }),
    { url },
  );

it.each([
  [
    'https://github.com/acme/infra-gitops',
    'https://token.actions.githubusercontent.com',
  ],
  [
    'https://github.example.com/acme/infra-gitops',
    'https://github.example.com/_services/token',
  ],
])('trusts the jobs of %s by the tokens of %s', (url, issuer) => {
  expect(read(url)).toEqual({
    issuer,
    audience: 'https://portal.example.com',
    workflow: 'release.yml',
    branches: ['main'],
  });
});

it('is told otherwise', () => {
  const releases = {
    issuer: 'https://token.actions.acme.ghe.com',
    audience: 'slipway',
    workflow: 'publish.yaml',
    branches: ['trunk'],
  };
  expect(read('https://github.com/acme/infra-gitops', releases)).toEqual(
    releases,
  );
});

it.each([
  ['issuer', 'github'],
  ['issuer', 'file:///etc'],
  ['workflow', '../release.yml'],
  ['workflow', 'release'],
])('refuses the %s %s', (name, value) => {
  expect(() =>
    read('https://github.com/acme/infra-gitops', { [name]: value }),
  ).toThrow(`gitops.releases.${name} is ${value}`);
});
