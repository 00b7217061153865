import { PORTAL_EXITS, portalOptions } from '../cli/portal-options.ts';
import { timeoutOf, timeoutOption } from '../cli/timeout.ts';
import type { Verb } from '../cli/verb.ts';
import { withPortal } from '../portal/with-portal.ts';

/** `./slipway create` */
export const createVerb: Verb = {
  name: 'create',
  about: 'portal',
  summary: 'Create a component from a template, after showing the plan',
  operands: '<template>',
  maxOperands: 1,
  options: {
    values: {
      type: 'string',
      value: 'FILE',
      help: 'answers by name, as YAML; - is standard input',
    },
    set: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      help: 'one answer, as YAML; may be given several times',
    },
    yes: { type: 'boolean', short: 'y', help: 'do not ask' },
    'dry-run': { type: 'boolean', help: 'only show the plan' },
    ...timeoutOption,
    ...portalOptions,
  },
  details: [
    'The answers are those of the form of the portal, by the names of the template’s parameters.',
    ...PORTAL_EXITS,
  ],
  examples: [
    [
      './slipway create app-base-ts --set name=shop --set owner=group:default/team-shop --set "environments=[dev, prod]"',
      '',
    ],
    ['./slipway create app-base-ts --values shop.yaml --dry-run', 'only plan'],
  ],
  async run(invocation) {
    const seconds = timeoutOf('create', invocation.options);
    return withPortal(invocation, async portal => {
      const { create } = await import('../creation/create.ts');
      return create(portal, invocation, seconds);
    });
  },
};
