import { chart, kustomization, KUSTOMIZATION, OVERLAY } from './HostileInput';

const MAP = `${OVERLAY}/map.yaml`;
const TEMPLATE = 'charts/app/templates/a.yaml';

/** What is not what it should be. */
export const malformed = [
  kustomization(
    'YAML that ends too early',
    'invalid',
    'resources: [map.yaml]\n',
    { [MAP]: 'a: b\nc: [\n' },
    { file: MAP },
  ),
  kustomization(
    'tabs as indentation',
    'invalid',
    'resources: [map.yaml]\n',
    { [MAP]: 'a:\n\tb: c\n' },
    { file: MAP, line: 2 },
  ),
  kustomization(
    'a kustomization that is a list',
    'invalid',
    '- a\n',
    {},
    { file: KUSTOMIZATION },
  ),
  kustomization(
    'a field that there is not',
    'invalid',
    'resource: [map.yaml]\n',
    {},
    { file: KUSTOMIZATION },
  ),
  kustomization('an empty kustomization', 'invalid', ''),
  kustomization('two kustomizations', 'invalid', 'resources: [map.yaml]\n', {
    [`${OVERLAY}/kustomization.yml`]: 'resources: []\n',
  }),
  kustomization(
    'a type of another language',
    'invalid',
    'resources: [map.yaml]\n',
    { [MAP]: '!!js/function "function () {}"\n' },
  ),
  kustomization(
    'an object without a kind',
    'invalid',
    'resources: [map.yaml]\n',
    { [MAP]: 'metadata: { name: a }\n' },
  ),
  kustomization('a list of nothing', 'rendered', 'resources: [map.yaml]\n', {
    [MAP]: 'apiVersion: v1\nkind: List\nitems: []\n',
  }),
  kustomization(
    'one object twice',
    'invalid',
    'resources: [map.yaml, map.yaml]\n',
  ),
  kustomization(
    'a patch for nothing',
    'invalid',
    'resources: [map.yaml]\npatches: [{ patch: "a" }]\n',
  ),
  kustomization(
    'a file that does not exist',
    'missing',
    'resources:\n  - none.yaml\n',
    {},
    { file: KUSTOMIZATION, line: 2 },
  ),
  kustomization(
    'a directory without a kustomization',
    'missing',
    'resources: [../empty]\n',
    { 'apps/shop/overlays/empty/a.txt': '' },
  ),
  kustomization('text with a null byte', 'invalid', 'resources: [map.yaml]\n', {
    [MAP]: 'a: \u0000\n',
  }),
  kustomization(
    'a path with a null byte',
    'outside',
    'resources: ["map.yaml\\0"]\n',
  ),
  kustomization(
    'a name that reads right to left',
    'missing',
    'resources: ["\\u202elmay.pam"]\n',
  ),
  kustomization(
    'a number that is too large',
    'rendered',
    'resources: [map.yaml]\n',
    {
      [MAP]:
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: 1e999999, b: 0x7fffffffffffffffffff }\n',
    },
  ),
  chart(
    'a template that does not end',
    'invalid',
    'a: b\n{{ if .Values.a }}\n',
    {},
    { file: TEMPLATE },
  ),
  chart(
    'a function that there is not',
    'invalid',
    'a: {{ env "HOME" }}\n',
    {},
    { file: TEMPLATE, line: 1 },
  ),
  chart(
    'an environment to expand',
    'invalid',
    'a: b\nc: {{ expandenv "$HOME" }}\n',
    {},
    { file: TEMPLATE, line: 2 },
  ),
  chart(
    'a template that fails',
    'invalid',
    'a: b\n\nc: {{ fail "no" }}\n',
    {},
    { file: TEMPLATE, line: 3 },
  ),
  chart(
    'a template that prints no YAML',
    'invalid',
    'a: b: c\n',
    {},
    { file: TEMPLATE },
  ),
  chart(
    'a value that is not there',
    'invalid',
    'a: {{ .Values.none.nothing }}\n',
    {},
    { file: TEMPLATE, line: 1 },
  ),
  chart(
    'names and secrets of a cluster',
    'rendered',
    'a: {{ lookup "v1" "Secret" "kube-system" "" | toJson | quote }}\nb: {{ getHostByName "localhost" | quote }}\n',
  ),
  chart(
    'a packed chart within',
    'invalid',
    '',
    { 'charts/app/charts/a.tgz': 'packed' },
    { file: 'charts/app/charts/a.tgz' },
  ),
  chart('a chart to download', 'missing', '', {
    'charts/app/Chart.yaml':
      'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{ name: a, version: 1.0.0, repository: "https://example.org" }]\n',
  }),
  chart(
    'values that are a list',
    'invalid',
    '',
    { 'values.yaml': '- a\n' },
    { file: 'values.yaml' },
  ),
  chart('a schema that is none', 'invalid', '', {
    'charts/app/values.schema.json': '{',
  }),
  chart('a version that is none', 'invalid', '', {
    'charts/app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: "one; rm"\n',
  }),
  chart('a name that leads out', 'invalid', '', {
    'charts/app/Chart.yaml':
      'apiVersion: v2\nname: ../../app\nversion: 1.0.0\n',
  }),
];
