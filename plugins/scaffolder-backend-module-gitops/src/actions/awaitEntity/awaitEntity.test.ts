import { Entity } from '@backstage/catalog-model';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createAwaitEntityAction } from './awaitEntity';

const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop' },
};

describe('gitops:await-entity', () => {
  function run(
    answers: (Entity | undefined)[],
    options: {
      timeoutSeconds?: number;
      signal?: AbortSignal;
      isDryRun?: boolean;
    } = {},
  ) {
    const getEntityByRef = jest.fn(async () =>
      answers.length > 1 ? answers.shift() : answers[0],
    );
    const action = createAwaitEntityAction({
      catalog: { getEntityByRef },
      pollIntervalMs: 1,
    });
    const output = jest.fn();
    const context = createMockActionContext({
      input: {
        entityRef: 'component:default/shop',
        timeoutSeconds: options.timeoutSeconds,
      },
    });
    const { signal, isDryRun } = options;
    const done = action.handler({ ...context, output, signal, isDryRun });
    return { done, output, getEntityByRef };
  }

  it('ends as soon as the catalog shows the entity', async () => {
    const { done, output, getEntityByRef } = run([undefined, undefined, shop]);
    await done;
    expect(getEntityByRef).toHaveBeenCalledTimes(3);
    expect(output).toHaveBeenCalledWith('found', true);
  });

  it('fails no task when the catalog is slow', async () => {
    const { done, output } = run([undefined], { timeoutSeconds: 1 });
    await done;
    expect(output).toHaveBeenCalledWith('found', false);
  });

  it('does not wait in a dry run for what nothing registers', async () => {
    const { done, output, getEntityByRef } = run([undefined], {
      isDryRun: true,
    });
    await done;
    expect(getEntityByRef).toHaveBeenCalledTimes(1);
    expect(output).toHaveBeenCalledWith('found', false);
  });

  it('stops waiting when the task is cancelled', async () => {
    const { done, output } = run([undefined], { signal: AbortSignal.abort() });
    await expect(done).rejects.toThrow(/abort/i);
    expect(output).not.toHaveBeenCalled();
  });
});
