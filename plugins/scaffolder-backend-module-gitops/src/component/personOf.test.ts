import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { REHEARSAL_PERSON } from '@slipway/plugin-gitops-node';
import { personOf, type PersonContext } from './personOf';

const portal = mockCredentials.service('plugin:gitops');
const stranger = mockCredentials.service('external:somebody');
const casey = mockCredentials.user('user:default/casey');
const robin = mockCredentials.user('user:default/robin');

describe('personOf', () => {
  const auth = mockServices.auth({ pluginId: 'scaffolder' });

  function task(
    initiator: Awaited<ReturnType<PersonContext['getInitiatorCredentials']>>,
    person: string | undefined,
    isDryRun = true,
  ) {
    return personOf(auth, {
      isDryRun,
      getInitiatorCredentials: async () => initiator,
      secrets: person === undefined ? {} : { [REHEARSAL_PERSON]: person },
    });
  }

  const tokenOf = (onBehalfOf: typeof casey, targetPluginId = 'scaffolder') =>
    mockCredentials.service.token({ onBehalfOf, targetPluginId });

  it('is the person that the portal rehearses for', async () => {
    const person = await task(portal, tokenOf(casey));
    expect(person.principal).toEqual(casey.principal);
  });

  it.each([
    ['names nobody', undefined],
    [
      'names itself',
      mockCredentials.service.token({
        onBehalfOf: portal,
        targetPluginId: 'scaffolder',
      }),
    ],
    ['names somebody to another plugin', tokenOf(casey, 'catalog')],
    ['names somebody by words', 'user:default/casey'],
  ])('refuses a rehearsal of the portal that %s', async (_what, token) => {
    await expect(task(portal, token)).rejects.toThrow();
  });

  it.each([
    ['a person', casey, true],
    ['a program', stranger, true],
    ['a person’s task', casey, false],
    ['a task of the portal', portal, false],
  ])('lets %s name nobody else', async (_what, initiator, isDryRun) => {
    expect(await task(initiator, tokenOf(robin), isDryRun)).toBe(initiator);
  });
});
