import { parse } from 'yaml';
import { writeYaml } from './writeYaml';

const STRINGS = [
  '',
  ' ',
  'a',
  'a b',
  ' a',
  'a ',
  'a: b',
  'a:b',
  'a #b',
  '#a',
  '- a',
  '-',
  '-a',
  '?',
  '? a',
  ':',
  ': a',
  ',',
  '[a',
  '{a',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a',
  '"a',
  "'a",
  "it's",
  'a"b',
  'true',
  'True',
  'yes',
  'NO',
  'null',
  '~',
  '1',
  '1.0',
  '1.4.2',
  '1e3',
  '0x1f',
  '0o7',
  '1_000',
  '.5',
  '.inf',
  '-.inf',
  '.nan',
  '12:30:45',
  '2026-11-21',
  '500m',
  '128Mi',
  '10s',
  '=',
  '<<',
  '---',
  '...',
  '--- a',
  'a\tb',
  'a\nb',
  'a\nb\n',
  'a\n\nb',
  'a\n\n',
  '\na',
  ' a\nb',
  'a\n  b',
  'a \nb',
  'a\nb ',
  'a\r\nb',
  'a\n---\nb',
  '# a\n# b\n',
  'a\u0000b',
  'a\u2028b',
  'é ü',
  '日本',
  '😀',
  'a\u0085b',
  '$(A)',
  '{{ .a }}',
  'https://a.b/c?d=e',
  'ghcr.io/a/b@sha256:0f',
  '(hidden)',
  '(hidden, changed)',
  'a'.repeat(2_000),
];

describe('writeYaml', () => {
  it.each(STRINGS.map(text => [JSON.stringify(text).slice(0, 40), text]))(
    'writes %s so that any reader gets it back, as value, key and item',
    (_name, text) => {
      const value = {
        text,
        map: { deep: { text }, other: 1 },
        list: [text, [text, text], { text, next: text }],
        ...(text.length < 1_000 && { [`k${text}`]: 1, [text]: 2 }),
      };
      expect(parse(writeYaml(value))).toEqual(value);
      expect(parse(writeYaml(value), { version: '1.1', merge: false })).toEqual(
        value,
      );
    },
  );

  it('writes numbers, nothing, and empty collections', () => {
    const value = {
      a: [],
      b: {},
      c: null,
      d: [[], {}, null, 1.5, false, 1e21],
      e: { f: undefined },
    };
    expect(parse(writeYaml(value))).toEqual({ ...value, e: {} });
  });

  it('sorts keys, keeps lines of texts, and leaves out what is undefined', () => {
    expect(
      writeYaml({
        kind: 'ConfigMap',
        apiVersion: 'v1',
        data: { 'a.conf': 'one\n\n  two\n' },
        gone: undefined,
        items: [{ name: 'x', list: ['1'] }],
      }),
    ).toBe(
      [
        'apiVersion: v1',
        'data:',
        '  a.conf: |',
        '    one',
        '',
        '      two',
        'items:',
        '- list:',
        '  - "1"',
        '  name: x',
        'kind: ConfigMap',
        '',
      ].join('\n'),
    );
  });
});
