import {
  addDataBranchName,
  addEnvironmentBranchName,
  componentOfBranch,
  createBranchName,
  decommissionBranchName,
  promoteBranchName,
  rollbackBranchName,
  trainBranchName,
} from './branchName';

it.each([
  createBranchName('shop'),
  addEnvironmentBranchName('shop', ['staging', 'prod-yc']),
  addDataBranchName('shop'),
  decommissionBranchName('shop'),
  promoteBranchName('shop', 'eu-prod'),
  rollbackBranchName('shop', 'prod'),
])('finds the component that %s was made for', branch => {
  expect(componentOfBranch(branch)).toBe('shop');
});

it.each([
  'feature',
  'slipway/create-../x',
  'slipway/create-shop.dev',
  'slipway/add-environment-shop',
  'slipway/promote-shop',
  'slipway/rollback-../x.prod',
  trainBranchName('prod', '1'),
  'slipway/other-shop',
  'mallory:slipway/create-shop',
])('finds none for %s', branch => {
  expect(componentOfBranch(branch)).toBeUndefined();
});

it('names the same overlays alike, and those of other components otherwise', () => {
  expect(addEnvironmentBranchName('shop', ['b', 'a', 'a'])).toBe(
    addEnvironmentBranchName('shop', ['a', 'b']),
  );
  expect(addEnvironmentBranchName('shop', ['eu-prod'])).not.toBe(
    addEnvironmentBranchName('shop-eu', ['prod']),
  );
});
