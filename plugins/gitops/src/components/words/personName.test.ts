import { personName } from './personName';

describe('personName', () => {
  it.each([
    ['user:default/casey', 'casey'],
    ['repo:acme/shop:ref:refs/heads/main', 'CI of acme/shop'],
    ['Robin Reviewer', 'Robin Reviewer'],
  ])('calls %s %s', (by, name) => {
    expect(personName(by)).toBe(name);
  });
});
