import { parseQuantity } from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['500m', '0.5'],
    ['1Gi', '1024Mi'],
    ['1', 1],
    ['0.1', '100m'],
    ['1e3', '1k'],
    ['1E', '1000P'],
    ['1.5Gi', '1536Mi'],
    ['-2', -2],
    ['0', '0Ki'],
    ['.5', '500000u'],
  ])('takes %s and %s for the same', (one, other) => {
    expect(parseQuantity(one)).toBe(parseQuantity(other));
    expect(parseQuantity(one)).toBeDefined();
  });

  it('tells powers of ten from powers of two', () => {
    expect(parseQuantity('1G')).not.toBe(parseQuantity('1Gi'));
  });

  it('rounds up what is finer than a billionth, as Kubernetes does', () => {
    expect(parseQuantity('0.0000000001')).toBe(1n);
  });

  it.each([
    '',
    '.',
    'm',
    '1 Gi',
    '1gi',
    '0x10',
    '1e999',
    'NaN',
    null,
    true,
    {},
  ])('takes %j for no quantity', value => {
    expect(parseQuantity(value)).toBeUndefined();
  });
});
