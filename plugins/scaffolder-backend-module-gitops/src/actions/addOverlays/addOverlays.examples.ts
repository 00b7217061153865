import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Bring a component to one more environment.',
    example: stringify({
      steps: [
        {
          id: 'pullRequest',
          name: 'Open the GitOps pull request',
          action: 'gitops:add-overlays',
          input: {
            component: 'component:default/shop',
            overlays: ['staging'],
            sourcePath: 'gitops',
          },
        },
      ],
    }),
  },
];
