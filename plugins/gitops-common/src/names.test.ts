import {
  componentNameProblem,
  labelProblem,
  namespaceProblem,
  repositorySlugSchema,
} from './names';

describe('componentNameProblem', () => {
  it.each(['shop', 'a', 'shop-api-2', 'constructor', 'x'.repeat(40)])(
    'accepts %s',
    name => expect(componentNameProblem(name)).toBeUndefined(),
  );

  it.each([
    ['', 'Enter a name'],
    ['x'.repeat(41), 'at most 40 characters; this has 41'],
    ['Shop', 'lower-case'],
    ['1shop', 'Start with a letter'],
    ['-shop', 'Start and end'],
    ['shop-', 'Start and end'],
    ['my shop', 'Use only letters'],
    ['shop\n', 'Use only letters'],
    ['../etc', 'Use only letters'],
    ['shop: #', 'Use only letters'],
    ['${{secrets}}', 'Use only letters'],
    ['$(id)', 'Use only letters'],
    ['sh\u043Ep', 'Use only letters'],
    ['\u202Epohs', 'Use only letters'],
    ['caf\u00E9', 'Use only letters'],
    ['cafe\u0301', 'Use only letters'],
    ['shop\0', 'Use only letters'],
  ])('says what is wrong with %j', (name, reason) =>
    expect(componentNameProblem(name)).toContain(reason),
  );
});

describe('namespaceProblem', () => {
  it('allows exactly 63 characters together', () => {
    expect(namespaceProblem('a'.repeat(40), 'b'.repeat(22))).toBeUndefined();
    expect(namespaceProblem('a'.repeat(40), 'b'.repeat(23))).toContain(
      'has 64 characters',
    );
  });
});

it('takes a label of 63 characters, and no longer one', () => {
  expect(labelProblem('a'.repeat(63))).toBeUndefined();
  expect(labelProblem('a'.repeat(64))).toContain('at most 63');
});

it.each([
  ['acme/shop', true],
  ['acme/.github', false],
  ['acme/../shop', false],
  ['-acme/shop', false],
  ['acme', false],
  ['https://github.com/acme/shop', false],
])('reads %s as a repository: %s', (slug, valid) =>
  expect(repositorySlugSchema.safeParse(slug).success).toBe(valid),
);
