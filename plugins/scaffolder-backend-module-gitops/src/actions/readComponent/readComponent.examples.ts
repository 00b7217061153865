import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Learn what an overlay of a component that exists is rendered with.',
    example: stringify({
      steps: [
        {
          id: 'component',
          name: 'Read the component',
          action: 'gitops:read-component',
          input: {
            component: '${{ parameters.component }}',
            overlays: ['staging', 'prod-yc'],
          },
        },
      ],
    }),
  },
];
