import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Give a component a database in each of its environments.',
    example: stringify({
      steps: [
        {
          id: 'pullRequest',
          name: 'Open the GitOps pull request',
          action: 'gitops:add-data',
          input: {
            component: 'component:default/shop',
            data: 'postgresql',
            sourcePath: 'gitops',
          },
        },
      ],
    }),
  },
];
