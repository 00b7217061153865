import { componentOfBranch, createBranchName } from './branchName';

it('finds the component that a branch was made for, and no other', () => {
  expect(componentOfBranch(createBranchName('shop'))).toBe('shop');
  expect(componentOfBranch('feature')).toBeUndefined();
  expect(componentOfBranch('slipway/create-../x')).toBeUndefined();
  expect(componentOfBranch('mallory:slipway/create-shop')).toBeUndefined();
});
