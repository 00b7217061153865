import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Wait for a component that was just registered',
    example: stringify({
      steps: [
        {
          id: 'await',
          name: 'Wait until the catalog shows it',
          action: 'gitops:await-entity',
          input: { entityRef: 'component:default/shop' },
        },
      ],
    }),
  },
];
