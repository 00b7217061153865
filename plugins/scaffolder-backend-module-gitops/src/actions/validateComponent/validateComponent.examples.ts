import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Check the form once more on the server, before anything is created.',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check name, owner and environments',
          action: 'gitops:validate-component',
          input: {
            component: '${{ parameters.name }}',
            owner: '${{ parameters.owner }}',
            environments: '${{ parameters.environments }}',
          },
        },
      ],
    }),
  },
];
