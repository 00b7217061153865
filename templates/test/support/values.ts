import type { TemplateValues } from '../../src/index.ts';

/** What the scaffolder's steps give to the templates of a service. */
export function serviceValues(over: TemplateValues = {}): TemplateValues {
  return {
    name: 'shop',
    description: 'Sells things.',
    owner: 'team-shop',
    ownerRef: 'group:default/team-shop',
    repository: 'acme/shop',
    forgeUrl: 'http://localhost:7010',
    registry: 'ghcr.io/acme',
    environments: ['dev', 'prod'],
    clustersByEnvironment: { dev: ['yc'], prod: ['yc', 'vk'] },
    domain: 'example.com',
    goModule: 'github.com/acme/shop',
    version: '1.0.0',
    ...over,
  };
}

/** What the CLI gives to the template of the GitOps repository. */
export const gitOpsValues: TemplateValues = {
  org: 'acme',
  repoUrl: 'http://localhost:7010/acme/infra-gitops',
};

/** Free text that has broken generated files somewhere. */
export const hostileTexts: readonly string[] = [
  "it's \"quoted\" and 'single'",
  'two\nlines\r\nand: more\n---\nkind: Secret',
  '# no comment',
  '- item',
  '{a: b}',
  '*anchor &anchor !tag %directive @at `tick`',
  '${{ values.owner }} {{ .Values.x }} {% raw %} {# gone #}',
  '*/ --> </script><img src=x onerror=alert(1)> ]]>',
  '| pipe > fold \\ backslash \\n',
  'true',
  '1e3',
  '',
  '\u202Eright to left \u05E9\u05DC\u05D5\u05DD',
  'tab\tbell\u0007 null\u0000 next\u0085 line\u2028 paragraph\u2029 delete\u007F c1\u009B bom\uFEFF',
  'lone \uD800 surrogate',
  '\u{1F680}'.repeat(200),
  'long '.repeat(500),
];
