import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Take a component away that nobody needs any more.',
    example: stringify({
      steps: [
        {
          id: 'decommission',
          name: 'Remove the component',
          action: 'gitops:decommission',
          input: {
            component: '${{ parameters.component }}',
            confirmation: '${{ parameters.confirmation }}',
          },
        },
      ],
    }),
  },
];
