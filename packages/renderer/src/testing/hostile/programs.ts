import { kustomization, KUSTOMIZATION, OVERLAY } from './HostileInput';

const plugin = (kind: string, annotation = '') =>
  `apiVersion: example.org/v1\nkind: ${kind}\nmetadata:\n  name: a\n${annotation}`;

const annotated = (text: string) =>
  `  annotations:\n    config.kubernetes.io/function: |\n      ${text}\n`;

const file = `${OVERLAY}/plugin.yaml`;

/** What would make a renderer run a program. */
export const programs = [
  kustomization(
    'a chart to inflate',
    'helm-inflation',
    'resources: [map.yaml]\nhelmCharts:\n  - name: a\n    repo: https://example.org\n',
    {},
    { file: KUSTOMIZATION, line: 2 },
  ),
  kustomization(
    'charts of a directory',
    'helm-inflation',
    'resources: [map.yaml]\nhelmGlobals: { chartHome: ../../../charts }\n',
    {},
    { file: KUSTOMIZATION, line: 2 },
  ),
  kustomization(
    'a chart to inflate, as one did it before',
    'helm-inflation',
    'helmChartInflationGenerator:\n  - chartName: a\n    helmBin: /bin/sh\n',
    {},
    { file: KUSTOMIZATION, line: 1 },
  ),
  kustomization(
    'a generator that inflates a chart',
    'helm-inflation',
    'generators: [plugin.yaml]\n',
    {
      [file]:
        'apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: { name: a }\nname: a\n',
    },
    { file, line: 1 },
  ),
  kustomization(
    'a program as generator',
    'plugin',
    'generators: [plugin.yaml]\n',
    {
      [file]: plugin('Any', annotated('exec: { path: ./run.sh }')),
    },
    { file, line: 1 },
  ),
  kustomization(
    'a container as transformer',
    'plugin',
    'resources: [map.yaml]\ntransformers: [plugin.yaml]\n',
    { [file]: plugin('Any', annotated('container: { image: example.org/a }')) },
    { file, line: 1 },
  ),
  kustomization(
    'a Starlark function as validator',
    'plugin',
    'resources: [map.yaml]\nvalidators: [plugin.yaml]\n',
    { [file]: plugin('Any', annotated('starlark: { path: a.star }')) },
    { file, line: 1 },
  ),
  kustomization(
    'a Go plugin',
    'plugin',
    'resources: [map.yaml]\ntransformers: [plugin.yaml]\n',
    { [file]: plugin('SedTransformer') },
    { file, line: 1 },
  ),
  kustomization(
    'a plugin written in place',
    'plugin',
    'generators:\n  - |-\n    apiVersion: example.org/v1\n    kind: Any\n    metadata: { name: a }\n',
    {},
    { file: KUSTOMIZATION, line: 2 },
  ),
  kustomization(
    'a plugin from a base of plugins',
    'plugin',
    'generators: [./plugins]\n',
    {
      [`${OVERLAY}/plugins/kustomization.yaml`]: 'resources: [plugin.yaml]\n',
      [`${OVERLAY}/plugins/plugin.yaml`]: plugin('Any'),
    },
  ),
  kustomization(
    'a second document that is a plugin',
    'plugin',
    'generators: [plugin.yaml]\n',
    {
      [file]: `apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: { name: a }\n---\n${plugin('Any')}`,
    },
    { file, line: 5 },
  ),
];
