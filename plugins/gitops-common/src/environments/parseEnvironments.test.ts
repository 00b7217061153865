import { MalformedFileError } from '../yaml/FileProblem';
import { namespacesByCluster } from './namespacesByCluster';
import { parseEnvironments } from './parseEnvironments';

const good = `# yaml-language-server: $schema=schema.json
apiVersion: slipway.dev/v1alpha1
kind: Environments
environments:
  - name: dev
    clusters: [yc]
    sync: { automated: true, prune: true, selfHeal: true }
  - name: prod
    title: Production
    clusters: [yc, vk]
clusters:
  - name: yc
    title: Yandex Cloud
  - name: vk
`;

function problemOf(text: string) {
  try {
    parseEnvironments(text);
  } catch (error) {
    if (error instanceof MalformedFileError) {
      return error.problem;
    }
    throw error;
  }
  throw new Error('it was accepted');
}

describe('parseEnvironments', () => {
  it('reads environments in order, with defaults that change nothing on a cluster', () => {
    expect(parseEnvironments(good)).toMatchObject({
      environments: [
        { name: 'dev', sync: { automated: true } },
        {
          name: 'prod',
          title: 'Production',
          clusters: ['yc', 'vk'],
          sync: { automated: false, prune: false, selfHeal: false },
        },
      ],
      clusters: [{ name: 'yc', title: 'Yandex Cloud' }, { name: 'vk' }],
    });
  });

  it.each([
    ['an unknown cluster', ['[yc, vk]', '[yc, eu]'], 10, '"eu" is not one of'],
    ['a name that is no label', ['name: prod', 'name: Prod'], 8, 'lower-case'],
    [
      'a key nobody knows',
      ['    title: Prod', '    titel: Prod'],
      9,
      'titel is not a known key',
    ],
    ['a string for a switch', ['prune: true', 'prune: "yes"'], 7, 'sync.prune'],
    [
      'two environments of one name',
      ['name: prod', 'name: dev'],
      8,
      'an overlay "dev"',
    ],
    [
      'an environment named as an overlay of another',
      ['name: prod', 'name: dev-yc'],
      8,
      'an overlay "dev-yc"',
    ],
    [
      'two clusters of one name',
      ['- name: vk', '- name: yc'],
      14,
      'there twice',
    ],
    ['another version', ['v1alpha1', 'v9'], 2, 'apiVersion'],
    ['no clusters at all', ['[yc]', '[]'], 6, 'environments.0.clusters'],
    ['a tab', ['  - name: dev', '\t- name: dev'], 5, ''],
    ['an unclosed bracket', ['[yc, vk]', '[yc, vk'], 11, ''],
    [
      'a key that is there twice',
      ['kind: Environments', 'kind: Environments\nkind: X'],
      4,
      'unique',
    ],
  ] as const)('points at %s', (_what, [from, to], line, reason) => {
    const problem = problemOf(good.replace(from, to));
    expect(problem).toMatchObject({ file: 'environments.yaml', line });
    expect(problem.reason).toContain(reason);
    expect(problem.column).toBeGreaterThan(0);
  });

  it('points at the parent of what is missing', () => {
    expect(problemOf(good.replace('    clusters: [yc]\n', ''))).toMatchObject({
      line: 5,
    });
  });

  it.each([
    ['nothing', ''],
    ['a list', '- a\n'],
    [
      'a custom tag',
      good.replace('kind: Environments', 'kind: !!js/function x'),
    ],
    ['two documents', `${good}---\n${good}`],
    ['a file too large', `${good}# ${'x'.repeat(300_000)}`],
    ['nesting beyond the stack', '['.repeat(200_000)],
    ['nesting near the end of the stack', '['.repeat(50_000)],
    ['nested lists in one line', '- '.repeat(100_000)],
    ['nested keys in one line', '? '.repeat(100_000)],
    ['nested maps', '{a: '.repeat(50_000)],
    ['nesting beyond reason', `${'['.repeat(40)}${']'.repeat(40)}`],
    [
      'an alias bomb',
      `a: &a [${'x, '.repeat(9)}x]\n${'bcdefghi'
        .split('')
        .map((key, index) => {
          const before = 'abcdefgh'[index];
          return `${key}: &${key} [${`*${before}, `.repeat(9)}*${before}]\n`;
        })
        .join('')}`,
    ],
  ])('refuses %s quickly', (_what, text) => {
    const started = Date.now();
    expect(problemOf(text).reason).not.toBe('');
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it('says where nesting goes beyond reason, and reads what is just within', () => {
    const nested = (levels: number) =>
      `${good}more: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
    const line = good.split('\n').length;
    expect(problemOf(nested(32))).toEqual({
      file: 'environments.yaml',
      line,
      column: 'more: '.length + 32,
      reason: 'is nested more than 32 levels deep',
    });
    expect(problemOf(nested(31)).reason).toContain('more is not a known key');
  });
});

describe('namespacesByCluster', () => {
  const environments = parseEnvironments(good);

  it('gives each cluster the namespaces of its environments', () => {
    expect(namespacesByCluster(environments, 'shop', ['prod', 'dev'])).toEqual(
      new Map([
        ['yc', ['shop-dev', 'shop-prod']],
        ['vk', ['shop-prod']],
      ]),
    );
  });

  it('names an environment that does not exist, and those that do', () => {
    expect(() => namespacesByCluster(environments, 'shop', ['qa'])).toThrow(
      'Environment "qa" is not in environments.yaml; choose one of dev, prod',
    );
  });
});
