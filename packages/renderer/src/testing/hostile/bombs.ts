import {
  chart,
  CONFIG_MAP,
  kustomization,
  KUSTOMIZATION,
  OVERLAY,
} from './HostileInput';

const laughs = (levels: number) =>
  [
    'a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]',
    ...Array.from({ length: levels }, (_, at) => {
      const alias = `*a${at}`;
      return `a${at + 1}: &a${at + 1} [${Array(10).fill(alias).join(', ')}]`;
    }),
    '',
  ].join('\n');

const indented = (text: string) => text.replaceAll(/^/gm, '      ');
const MAP = `${OVERLAY}/map.yaml`;
const many = (count: number) =>
  Array.from(
    { length: count },
    (_, at) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: map-${at} }\n`,
  ).join('---\n');

function diamond(levels: number): Record<string, string> {
  const files: Record<string, string> = {
    'bases/l0/kustomization.yaml': 'configMapGenerator: [{ name: a }]\n',
  };
  for (let at = 1; at <= levels; at++) {
    for (const side of ['a', 'b']) {
      files[`bases/l${at}${side}/kustomization.yaml`] =
        `namePrefix: ${side}-\nresources: [../l${at - 1}]\n`;
    }
    files[`bases/l${at}/kustomization.yaml`] =
      `resources: [../l${at}a, ../l${at}b]\n`;
  }
  return files;
}

const chain = (levels: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: levels }, (_, at) => [
      `chain/c${at}/kustomization.yaml`,
      `resources: [../c${at + 1}]\n`,
    ]),
  );

/** What is small to read and large to hold. */
export const bombs = [
  kustomization(
    'a billion laughs as resource',
    'alias-bomb',
    'resources: [map.yaml]\n',
    {
      [MAP]: `${CONFIG_MAP}data:\n${laughs(9).replaceAll(/^/gm, '  ')}`,
    },
    { file: MAP },
  ),
  kustomization('a billion laughs as kustomization', 'alias-bomb', laughs(9)),
  kustomization(
    'a billion laughs as patch in place',
    'alias-bomb',
    `resources: [map.yaml]\npatches:\n  - patch: |-\n${indented(`${CONFIG_MAP}data:\n${laughs(9).replaceAll(/^/gm, '  ')}`)}\n`,
    {},
    { file: KUSTOMIZATION },
  ),
  chart(
    'a billion laughs as values',
    'alias-bomb',
    'a: {{ .Values | toJson }}\n',
    {
      'values.yaml': laughs(9),
    },
    { file: 'values.yaml' },
  ),
  chart('a billion laughs that a template prints', 'alias-bomb', laughs(9)),
  kustomization('an anchor within itself', 'limit', 'resources: [map.yaml]\n', {
    [MAP]: `${CONFIG_MAP}data: &a { a: *a }\n`,
  }),
  kustomization('a file over a mebibyte', 'limit', 'resources: [map.yaml]\n', {
    [MAP]: `${CONFIG_MAP}#${'x'.repeat(1024 ** 2)}\n`,
  }),
  kustomization('brackets without end', 'limit', 'resources: [map.yaml]\n', {
    [MAP]: `${CONFIG_MAP}data: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`,
  }),
  kustomization('indentation without end', 'limit', 'resources: [map.yaml]\n', {
    [MAP]: `${CONFIG_MAP}data:\n${Array.from({ length: 400 }, (_, at) => `${' '.repeat(at + 1)}a:`).join('\n')} b\n`,
  }),
  kustomization('documents without end', 'limit', 'resources: [map.yaml]\n', {
    [MAP]: '---\n'.repeat(100_000),
  }),
  kustomization('objects without end', 'limit', 'resources: [map.yaml]\n', {
    [MAP]: many(2_500),
  }),
  kustomization(
    'bases that double with each level',
    'limit',
    'resources: [../../../../bases/l14]\n',
    diamond(14),
  ),
  kustomization(
    'a chain of bases without end',
    'limit',
    'resources: [../../../../chain/c0]\n',
    chain(60),
  ),
  chart(
    'a template that includes itself',
    'limit',
    '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
  ),
  chart(
    'a template that calls itself',
    'limit',
    '{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}',
  ),
  chart(
    'a template that templates itself',
    'memory',
    '{{ define "a" }}{{ tpl "{{ include \\"a\\" . }}" . }}{{ end }}{{ include "a" . }}',
  ),
  chart(
    'a list of a billion numbers',
    'limit',
    '{{ range until 1000000000 }}a{{ end }}',
  ),
  chart(
    'a list of a billion steps',
    'limit',
    '{{ range untilStep 0 1000000000 1 }}a{{ end }}',
  ),
  chart(
    'a text repeated a billion times',
    'limit',
    'a: {{ repeat 1000000000 "a" }}',
  ),
  chart('a sequence of a billion', 'limit', 'a: {{ seq 1000000000 }}'),
  chart(
    'an indentation of a billion',
    'limit',
    'a: {{ "b" | nindent 1000000000 }}',
  ),
  chart(
    'a repetition in a branch',
    'limit',
    '{{ if .Values.text }}{{ with 1 }}a: {{ print "a" | repeat 1000000000 }}{{ end }}{{ end }}',
  ),
];
