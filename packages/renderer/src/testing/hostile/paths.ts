import {
  chart,
  CONFIG_MAP,
  kustomization,
  KUSTOMIZATION,
  OVERLAY,
} from './HostileInput';

const at = { file: KUSTOMIZATION, line: 1 };

/** What would lead out of the directory or of the repository, or round in circles. */
export const paths = [
  kustomization(
    'a base above the root',
    'outside',
    'resources: [../../../../../etc]\n',
    {},
    at,
  ),
  kustomization(
    'a base at an absolute path',
    'outside',
    'resources: [/etc]\n',
    {},
    at,
  ),
  kustomization(
    'a file of another component',
    'outside',
    'resources: [../../../other/map.yaml]\n',
    { 'apps/other/map.yaml': CONFIG_MAP },
  ),
  kustomization(
    'a patch beside the kustomization',
    'outside',
    'resources: [map.yaml]\npatches: [{ path: ../dev/patch.yaml }]\n',
    { 'apps/shop/overlays/dev/patch.yaml': CONFIG_MAP },
    { file: KUSTOMIZATION, line: 2 },
  ),
  kustomization(
    'a password file as map',
    'outside',
    'configMapGenerator: [{ name: a, files: [/etc/passwd] }]\n',
    {},
    at,
  ),
  kustomization(
    'a file that climbs up and down again',
    'outside',
    'secretGenerator: [{ name: a, envs: [../../../../secrets/prod.env] }]\n',
    { 'secrets/prod.env': 'A=b\n' },
    at,
  ),
  kustomization(
    'a replacement from outside',
    'outside',
    'replacements: [{ path: ../../replacement.yaml }]\n',
    {},
    at,
  ),
  kustomization(
    'a symbolic link as resource',
    'symlink',
    'resources: [link.yaml]\n',
    { [`${OVERLAY}/link.yaml`]: '→/etc/passwd' },
    { file: `${OVERLAY}/link.yaml` },
  ),
  kustomization(
    'a symbolic link as kustomization',
    'symlink',
    '→../dev/kustomization.yaml',
  ),
  kustomization(
    'a symbolic link as base',
    'symlink',
    'resources: [../../base]\n',
    { 'apps/shop/base': '→../../../../etc' },
  ),
  chart('a symbolic link in a chart', 'symlink', '', {
    'charts/app/files/link': '→/proc/self/environ',
  }),
  kustomization('a base that is itself', 'cycle', 'resources: [.]\n', {}, at),
  kustomization(
    'a base that is above',
    'cycle',
    'resources: [../../overlays]\n',
    {
      'apps/shop/overlays/kustomization.yaml': 'resources: [prod]\n',
    },
  ),
  kustomization('two bases of each other', 'cycle', 'resources: [../dev]\n', {
    'apps/shop/overlays/dev/kustomization.yaml': 'resources: [../prod]\n',
  }),
  kustomization('a component of itself', 'cycle', 'components: [../part]\n', {
    'apps/shop/overlays/part/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncomponents: [../part]\n',
  }),
  chart(
    'a template that reads outside its chart',
    'rendered',
    'a: {{ .Files.Get "../../secrets/prod.env" | quote }}\nb: {{ .Files.Get "/etc/passwd" | quote }}\n',
    { 'secrets/prod.env': 'A=b\n' },
  ),
  {
    ...chart('values outside the repository', 'outside', ''),
    request: {
      style: 'helm',
      chart: 'charts/app',
      release: 'shop',
      namespace: 'shop',
      values: ['../../etc/passwd'],
    } as const,
  },
  {
    ...chart('a schema that refers to a file', 'outside', ''),
    files: () => ({
      ...chart('', 'outside', '').files(),
      'charts/app/values.schema.json': '{"$ref": "file:///etc/passwd"}',
    }),
  },
];
