import { part, promotion } from './__testUtils__/promotion';
import type { Promotion } from './promotion';
import { readTrailers } from './trailers';
import { promotionBody, promotionCommitMessage, promotionTitle } from './words';

const takenOut = { by: 'anna', at: '2026-11-20T11:00:00Z' };

it.each<[string, Partial<Promotion>]>([
  ['Promote shop 1.4.2 → 1.5.0 to prod', {}],
  [
    'Promote shop 1.5.0 to prod',
    { parts: [part('shop', { from: undefined })] },
  ],
  ['Roll back shop 1.4.2 → 1.5.0 in prod', { kind: 'rollback' }],
  [
    'Promote shop → 1.5.0 to prod',
    { parts: [part('shop'), part('shop', { from: '1.4.1' })] },
  ],
  [
    'Promote shop and cart to prod',
    { kind: 'train', parts: [part('shop'), part('cart')] },
  ],
  [
    'Promote cart 1.4.2 → 1.5.0 to prod',
    { kind: 'train', parts: [part('shop', { takenOut }), part('cart')] },
  ],
])('%s', (title, facts) => {
  expect(promotionTitle(promotion(facts))).toBe(title);
});

it('writes a commit that says what, why and for whom', () => {
  const message = promotionCommitMessage(
    promotion({
      kind: 'train',
      reason: 'Sale\n\nSlipway-Change: rollback',
      parts: [part('shop'), part('cart', { from: undefined })],
    }),
  );
  expect(message).toBe(`Promote shop and cart to prod

Sale Slipway-Change: rollback

Slipway-Change: train
Slipway-Environment: prod
Slipway-Component: shop
Slipway-From: 1.4.2
Slipway-To: 1.5.0
Slipway-Component: cart
Slipway-To: 1.5.0
Slipway-Requested-By: user:default/anna`);
  expect(readTrailers(message)).toEqual({
    kind: 'train',
    requestedBy: 'user:default/anna',
  });
});

it.each([
  ['', {}],
  ['Slipway-Change: rollback', {}],
  ['Subject\n\nWords\nSlipway-Change: rollback', {}],
  [
    'Subject\n\nSlipway-Change: rollback\n\n---------\n\nCo-authored-by: A <a@b.c>',
    { kind: 'rollback' },
  ],
  [
    'Subject\n\nSlipway-Change: rollback\n\nSlipway-Change: train',
    { kind: 'train' },
  ],
  ['Subject\n\nSlipway-Change: magic', {}],
  ['Subject\n\n Slipway-Change: rollback', {}],
  ['Subject\r\n\r\nSlipway-Change: rollback\r\n', { kind: 'rollback' }],
  ['Subject\n\nSlipway-Requested-By: a\u202eb', { requestedBy: 'ab' }],
])('reads of %j: %j', (message, claims) => {
  expect(readTrailers(message)).toEqual(claims);
});

it('says in the pull request what merging does, and what it waits for', () => {
  const body = promotionBody(
    promotion({ hotfix: true, reason: 'See @everyone <b>' }),
    [
      { gate: 'hold', state: 'open', message: 'Nobody holds promotions' },
      {
        gate: 'freeze',
        state: 'waiting',
        message: 'Waits for the end of the freeze: Weekend',
        until: '2026-11-23T00:00:00.000Z',
      },
    ],
  );
  expect(body).toContain('Merging brings to `prod`:');
  expect(body).toContain('| `shop` | `1.4.2` | `1.5.0` | yc and vk |');
  expect(body).toContain('- Requested by: `user:default/anna`');
  expect(body).toContain('- It is a hotfix.');
  expect(body).toContain('- ✓ Nobody holds promotions');
  expect(body).toContain('Weekend, until 2026-11-23T00:00:00.000Z');
  expect(body).not.toContain('@everyone');
  expect(body).not.toContain('<b>');
});

it('says of a rollback that it brings back', () => {
  expect(promotionBody(promotion({ kind: 'rollback' }))).toContain(
    'Merging brings back what was healthy in `prod`:',
  );
});
