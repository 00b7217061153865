import { compareVersions, newestFirst } from './compareVersions';

it.each([
  ['1.4.2', '1.5.0', 'upgrade'],
  ['1.9.0', '1.10.0', 'upgrade'],
  ['v1.4.2', 'v1.4.3', 'upgrade'],
  ['v1.4.2', '1.4.3', 'upgrade'],
  ['1.9', '1.10', 'upgrade'],
  ['7', '8.0.0', 'upgrade'],
  ['1.5.0-rc.1', '1.5.0', 'upgrade'],
  ['1.5.0-rc.2', '1.5.0-rc.10', 'upgrade'],
  ['1.5.0', '1.5.0-rc.1', 'downgrade'],
  ['2.0.0', '1.99.99', 'downgrade'],
  ['1.5.0', '1.5.0', 'same'],
  ['main-3f2a', 'main-3f2a', 'same'],
  ['v1.5.0', '1.5.0', 'unknown'],
  ['main-3f2a', 'main-4b1c', 'unknown'],
  ['1.5.0', 'sha256:0a0a0a0a0a0a', 'unknown'],
  ['1.4.2, 1.5.0', '1.6.0', 'unknown'],
  ['01.2.3', '1.2.4', 'unknown'],
  [undefined, '1.0.0', 'unknown'],
  ['1.0.0', undefined, 'unknown'],
])('going from %s to %s is: %s', (from, to, step) => {
  expect(compareVersions(from, to)).toBe(step);
});

it('puts the newest version first, and versions that say nothing last, by time', () => {
  const at = (version: string, hour: number) => ({
    version,
    createdAt: `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`,
  });
  const sorted = [
    at('main-1', 10),
    at('1.9.0', 9),
    at('1.10.0-rc.1', 3),
    at('main-2', 11),
    at('1.10.0', 8),
    at('v1.9.0', 12),
  ];
  const wanted = [
    '1.10.0',
    '1.10.0-rc.1',
    'v1.9.0',
    '1.9.0',
    'main-2',
    'main-1',
  ];
  for (const order of [sorted, [...sorted].reverse()]) {
    expect(newestFirst(order).map(({ version }) => version)).toEqual(wanted);
  }
});
