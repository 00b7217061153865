import { argoApplication } from './__testUtils__/FakeArgoCd';
import { applicationListSchema, toListedApplication } from './applicationList';

const { metadata, status } = argoApplication;
const applications = (items: readonly unknown[] | null) =>
  (applicationListSchema.parse({ items }).items ?? []).flatMap(
    item => toListedApplication(item).application ?? [],
  );

describe('a list of Applications', () => {
  it('takes what is missing or new for unknown, never for good', () => {
    const found = applications([
      { metadata },
      {
        metadata,
        status: {
          sync: { status: 'Hydrating' },
          health: { status: 'Splendid' },
          operationState: { phase: 'Paused' },
        },
      },
      { metadata: { name: 'not-ours', labels: null } },
    ]);
    expect(found).toHaveLength(2);
    for (const one of found) {
      expect(one).toMatchObject({ sync: 'Unknown', health: 'Unknown' });
      expect(one.operation).toBeUndefined();
    }
  });

  it('passes on why something is wrong, the cause first', () => {
    const failed = { phase: 'Failed', message: 'one or more objects failed' };
    const conditions = [
      { type: 'OrphanedResourceWarning', message: 'never mind' },
      { type: 'ComparisonError', message: 'x'.repeat(2_000) },
    ];
    const degraded = { status: 'Degraded', message: 'back-off' };
    expect(
      applications([
        { metadata, status: { ...status, conditions, operationState: failed } },
        { metadata, status: { ...status, operationState: failed } },
        { metadata, status: { ...status, health: degraded } },
      ]).map(({ message }) => message),
    ).toEqual(['x'.repeat(500), 'one or more objects failed', 'back-off']);
  });

  it('is empty if Argo CD has nothing', () => {
    expect(applications(null)).toEqual([]);
  });
});
