import { chart, kustomization, KUSTOMIZATION, OVERLAY } from './HostileInput';

const addresses = [
  'https://example.org/deployment.yaml',
  'http://169.254.169.254/latest/meta-data/',
  'HTTPS://example.org/deployment.yaml',
  'https://github.com/example/repository//base?ref=main',
  'git::https://example.org/repository.git//base',
  'git@github.com:example/repository.git',
  'ssh://git@example.org/repository.git',
  'file:///etc/kustomize',
  'github.com/example/repository/base?ref=v1',
  'someone@example.org/repository.git',
  'example.org:repository/base',
  'oci://example.org/base',
  'https://example.org/repository.git?ref=--upload-pack=id',
];

const resources = addresses.map(address =>
  kustomization(
    `a base at ${address}`,
    'remote-base',
    `resources:\n  - map.yaml\n  - ${address}\n`,
    {},
    { file: KUSTOMIZATION, line: 3 },
  ),
);

/** What would make a renderer fetch, so that a repository's allow-list is passed by. */
export const remote = [
  ...resources,
  kustomization(
    'a remote component',
    'remote-base',
    'resources: [map.yaml]\ncomponents: [https://github.com/example/repository//component]\n',
    {},
    { file: KUSTOMIZATION, line: 2 },
  ),
  kustomization(
    'a remote patch',
    'remote-base',
    'resources: [map.yaml]\npatches:\n  - path: https://example.org/patch.yaml\n',
    {},
    { file: KUSTOMIZATION, line: 3 },
  ),
  kustomization(
    'a remote file of a generated map',
    'remote-base',
    'configMapGenerator:\n  - name: a\n    files: ["key=https://example.org/file"]\n',
    {},
    { file: KUSTOMIZATION, line: 3 },
  ),
  kustomization(
    'a remote schema of resources',
    'remote-base',
    'resources: [map.yaml]\nopenapi:\n  path: https://example.org/schema.json\n',
    {},
    { file: KUSTOMIZATION, line: 3 },
  ),
  kustomization(
    'a remote base of a base',
    'remote-base',
    'resources: [../../base]\n',
    {
      'apps/shop/base/kustomization.yaml': 'bases: [git::ssh://example.org/a]',
    },
    { file: 'apps/shop/base/kustomization.yaml', line: 1 },
  ),
  kustomization(
    'a remote file in the configuration of a generator',
    'remote-base',
    'generators: [generator.yaml]\n',
    {
      [`${OVERLAY}/generator.yaml`]:
        'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: { name: a }\nfiles: [https://example.org/file]\n',
    },
  ),
  chart(
    'a remote schema of values',
    'remote-base',
    '',
    {
      'charts/app/values.schema.json':
        '{"$ref": "https://example.org/schema.json"}',
    },
    { file: 'charts/app/values.schema.json' },
  ),
  {
    ...chart('a remote chart', 'remote-base', ''),
    request: {
      style: 'helm',
      chart: 'oci://example.org/chart',
      release: 'shop',
      namespace: 'shop',
      values: [],
    } as const,
  },
  {
    ...chart('remote values', 'remote-base', ''),
    request: {
      style: 'helm',
      chart: 'charts/app',
      release: 'shop',
      namespace: 'shop',
      values: ['https://example.org/values.yaml'],
    } as const,
  },
];
